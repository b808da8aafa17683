import {expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {faultWords} from '../../source/ui/panes/list/fault-words.ts';
import {gpjobs} from './built-program.ts';
import {homeWith, rowOf, type WithJobs} from './monitor-screen.ts';
import {openScreen} from './screen.ts';
import {type HandServer, jobUrl, refusingOrigin, startHandServer, startSilentServer} from './servers.ts';

const running = 'esriJobExecuting';

const jobsAt = (origin: string, count: number): WithJobs => ({
	jobs: Array.from({length: count}, (_, index) => ({url: jobUrl(origin, `jdead${index}`), label: `dead${index}`})),
});

const labels = ['a', 'b', 'c', 'd', 'e'];
/** Gaps between polls of each job that are looked at. */
const gaps = 4;

const pollsOf = ({requests, job}: HandServer, label: string) =>
	requests.filter(({path}) => path.includes(job(label).id)).map(({at}) => at);

/** Milliseconds between two requests for a job: the usual ones of some jobs, which one bad moment of the machine does not change. */
function gapOf(server: HandServer, of: readonly string[]): number {
	const all = of.flatMap(label => {
		const times = pollsOf(server, label);
		return times.slice(1).map((at, index) => at - (times[index] ?? at));
	});
	return all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? Number.NaN;
}

test('a dead server slows no other', async () => {
	const silent = await startSilentServer();
	const dead = [jobsAt(await refusingOrigin(), 8), jobsAt(silent.origin, 8)];
	// Three monitors at once, so that the machine is as busy for each.
	const runs = await Promise.all(
		[undefined, ...dead].map(async others => {
			const server = await startHandServer(Object.fromEntries(labels.map(label => [label, running])));
			const home = await homeWith({jobs: [...server.jobs, ...(others?.jobs ?? [])]});
			// The cursor on a job of its own, so that all that are counted have the pace of the screen.
			const screen = openScreen(gpjobs(), {columns: 160, rows: 40, home, patience: 150_000});
			await screen.until(() => rowOf(screen, 'e').includes('Executing'), 'the first answers');
			return {server, screen};
		}),
	);
	for (const {server, screen} of runs)
		await screen.until(() => labels.every(label => pollsOf(server, label).length > gaps), `${gaps} gaps of each job`);
	const found = runs.map(({server}) => ({selected: gapOf(server, ['a']), others: gapOf(server, labels.slice(1))}));
	const [alone, ...besideDead] = found;
	// What a busy machine adds, it adds to each, if not evenly; a job that waited for a dead server would be asked a fraction as often.
	for (const gap of besideDead) {
		for (const which of ['selected', 'others'] as const)
			expect(gap[which] / (alone?.[which] ?? 0), JSON.stringify(found)).toBeLessThan(2.5);
	}
	for (const {screen} of runs) {
		for (const label of labels) await expect.poll(() => rowOf(screen, label)).toMatch(/● Executing/);
	}
	const [, refusing, mute] = runs;
	await refusing?.screen.shows(new RegExp(`\\? .*${faultWords(fault('refused', ''))} · `));
	await expect.poll(() => refusing?.screen.line(0)).toContain(faultWords(fault('refused', '')));
	await mute?.screen.shows(new RegExp(`\\? .*${faultWords(fault('timeout', ''))} · `));
	// One request at a time to a server that does not answer; the next may come before the end of the last has been heard of.
	expect(silent.mostAtOnce()).toBeLessThanOrEqual(2);
});
