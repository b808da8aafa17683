import {expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {faultWords} from '../../source/ui/panes/list/fault-words.ts';
import {gpjobs} from './built-program.ts';
import {homeWith, pass, rowOf, type WithJobs} from './monitor-screen.ts';
import {openScreen, type Screen} from './screen.ts';
import {type HandServer, jobUrl, refusingOrigin, startHandServer, startSilentServer} from './servers.ts';

const running = 'esriJobExecuting';

const jobsAt = (origin: string, count: number): WithJobs => ({
	jobs: Array.from({length: count}, (_, index) => ({url: jobUrl(origin, `jdead${index}`), label: `dead${index}`})),
});

const pace = 20_000;

/** Milliseconds between two requests for a job, on average over some jobs. */
function gapOf({requests, job}: HandServer, labels: readonly string[]): number {
	const gaps = labels.flatMap(label => {
		const times = requests.filter(({path}) => path.includes(job(label).id)).map(({at}) => at);
		return times.slice(1).map((at, index) => at - (times[index] ?? at));
	});
	return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

test('a dead server slows no other', async () => {
	const labels = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map(label => [label, running]));
	const silent = await startSilentServer();
	const dead = [jobsAt(await refusingOrigin(), 8), jobsAt(silent.origin, 8)];
	// Three monitors at once, so that the machine is as busy for each.
	const runs = await Promise.all(
		[undefined, ...dead].map(async others => {
			const server = await startHandServer(labels);
			const home = await homeWith({jobs: [...server.jobs, ...(others?.jobs ?? [])]});
			// The cursor on a job of its own, so that all that are counted have the pace of the screen.
			const screen = openScreen(gpjobs(), {columns: 160, rows: 40, home, patience: pace + 40_000});
			await screen.until(() => rowOf(screen, 'e').includes('Executing'), 'the first answers');
			return {server, screen};
		}),
	);
	await pass(runs[0]?.screen as Screen, pace);
	const gaps = runs.map(({server}) => ({selected: gapOf(server, ['a']), others: gapOf(server, ['b', 'c', 'd', 'e'])}));
	const [alone, ...besideDead] = gaps;
	// What a busy machine adds, it adds to each, if not evenly; a job that waited for a dead server would be asked a fraction as often.
	for (const gap of besideDead) {
		for (const which of ['selected', 'others'] as const) {
			const ratio = gap[which] / (alone?.[which] ?? 0);
			expect(ratio, JSON.stringify(gaps)).toBeGreaterThan(0.4);
			expect(ratio, JSON.stringify(gaps)).toBeLessThan(2.5);
		}
	}
	for (const {screen} of runs) {
		expect(screen.text()).not.toContain('STALE');
		for (const label of ['a', 'b', 'c', 'd', 'e']) await expect.poll(() => rowOf(screen, label)).toMatch(/● Executing/);
	}
	const [, refusing, mute] = runs;
	expect(refusing?.screen.text()).toMatch(new RegExp(`\\? .*${faultWords(fault('refused', ''))}, `));
	expect(refusing?.screen.line(0)).toContain(faultWords(fault('refused', '')));
	await mute?.screen.shows(new RegExp(`\\? .*${faultWords(fault('timeout', ''))}, `));
	// One request at a time to a server that does not answer.
	expect(silent.connections()).toBeLessThanOrEqual(3);
});
