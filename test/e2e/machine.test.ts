/** What the machine does to a program: it stops it, lets it sleep, gives it few descriptors and small files. */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {openSavedList} from '../../source/store/saved-list.ts';
import {gpjobs} from './built-program.ts';
import {homeWith, openMonitor, pass, rowOf} from './monitor-screen.ts';
import {run} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {jobUrl, startHandServer} from './servers.ts';

const names = Array.from({length: 12}, (_, index) => `job${index}`);
const executing = () => Object.fromEntries(names.map(name => [name, 'esriJobExecuting']));

test('a program that was stopped asks for each job once when it goes on, and not for what it missed', async () => {
	const server = await startHandServer(executing());
	const screen = await openMonitor(server, {args: ['--interval', '1s'], columns: 120, rows: 30});
	await screen.shows('12 running');
	screen.kill('SIGSTOP');
	await pass(screen, 4500);
	const asked = server.requests.length;
	for (const job of server.jobs) job.status = 'esriJobSucceeded';
	screen.kill('SIGCONT');
	await screen.shows('12 ok');
	const jobs = server.requests.slice(asked).filter(({path}) => /\/jobs\/\w+\?/.test(path));
	for (const name of names) {
		// Once for its end, and once for the messages that it may have said last; four were missed.
		const {url} = server.job(name);
		const own = jobs.filter(({path}) => path.includes(`${new URL(url).pathname}?`)).length;
		expect(own, name).toBeGreaterThanOrEqual(1);
		expect(own, name).toBeLessThanOrEqual(2);
	}
});

test.each([60, 40])('with %i descriptors everything is shown and nothing is lost', async descriptors => {
	const servers = await Promise.all(Array.from({length: 8}, () => startHandServer(executing())));
	const all = {jobs: servers.flatMap(({jobs}) => jobs)};
	const home = await homeWith(all);
	const [program = '', ...args] = gpjobs('--interval', '1s');
	const limited = ['/bin/sh', '-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh', program, ...args];
	const screen = openScreen(limited, {home, columns: 120, rows: 30, patience: 150_000});
	// On a busy machine a few have no answer for a while, as each second asks for more descriptors than there are.
	const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(screen.line(0))?.[1] ?? 0);
	await screen.until(
		() => count('running') + count('stale') === all.jobs.length && count('running') > 0,
		'a state of each job',
	);
	for (const server of servers) server.job('job3').status = 'esriJobFailed';
	await screen.shows(`${servers.length} failed`);
	await screen.press('g');
	await expect.poll(() => rowOf(screen, 'job0')).toContain('Executing');
	await screen.press('q');
	// Where the last records found no descriptor, that is said.
	const {code} = await screen.ends();
	if (code !== 0) expect([code, screen.text()]).toEqual([6, expect.stringContaining('NOT SAVED')]);
	expect((await openSavedList(home).read()).jobs).toHaveLength(all.jobs.length);
});

describe('where no file may be larger than a block', () => {
	const blocks = (limit: string, ...args: string[]) =>
		['/bin/sh', '-c', `ulimit -f ${limit}; exec "$@"`, 'sh', ...gpjobs(...args)] as const;
	const jobs = (count: number) =>
		Array.from({length: count}, (_, index) => ({url: jobUrl('http://127.0.0.1:1', `j${index}`), label: `job${index}`}));
	const more = jobs(20).map(({url}) => `${url}more`);

	test('the list is as it was before, and that is said', async () => {
		const home = await homeWith({jobs: jobs(2)});
		const path = join(home, 'config.json');
		const before = readFileSync(path, 'utf8');
		const {code, signal} = await run(blocks('1', 'add', ...more), {home});
		expect({code, signal}).toEqual({code: 6, signal: null});
		expect(readFileSync(path, 'utf8')).toBe(before);
	});

	test('a damaged list stays where it is, with its copy and no third one', async () => {
		const home = await homeWith({jobs: jobs(20)});
		await openSavedList(home).remove([jobs(1)[0]?.url ?? '']);
		writeFileSync(join(home, 'config.json'), '{"jobs": [');
		const names = readdirSync(home);
		expect(names).toContain('config.json.bak');
		for (let time = 0; time < 2; time++) {
			const {code, signal} = await run(blocks('1', 'add', ...more), {home});
			expect({code, signal}).toEqual({code: 6, signal: null});
		}
		expect(readdirSync(home)).toEqual(names);
		expect(readFileSync(join(home, 'config.json'), 'utf8')).toBe('{"jobs": [');
	});
});
