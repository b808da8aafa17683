import {describe, expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {type JobEvent, jobName, type WatchedJob} from '../../../../source/monitor/job.ts';
import {shortJobNames} from '../../../../source/monitor/job-names.ts';
import {distinctServerNames} from '../../../../source/monitor/server-names.ts';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {counted} from '../../../../source/text/number-words.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {type Column, columnsFor} from '../../../../source/ui/panes/list/columns.ts';
import {signInNeeded} from '../../../../source/ui/panes/list/fault-words.ts';
import {columnTitles, headingSpans} from '../../../../source/ui/panes/list/heading.ts';
import {deletedIn} from '../../../../source/ui/panes/list/kept-until.ts';
import {staleWords, unreadWords} from '../../../../source/ui/panes/list/last-words.ts';
import {
	checking,
	ending,
	noAnswer,
	type RowOptions,
	rowSpans,
	signInWord,
	statusText,
} from '../../../../source/ui/panes/list/row.ts';
import {timeLeft, timeLeftShort} from '../../../../source/ui/panes/list/timing-words.ts';
import {drawingOf} from '../../../../source/ui/symbols.ts';
import {countyJobs} from './county-jobs.ts';
import {answered, asAdded, hour, jobUrl, lived, minute, noon, sampleJobs, second, unknownJob} from './sample-jobs.ts';

const options = (width: number, more: Partial<RowOptions> = {}): RowOptions => ({
	name: sampleJobs.running.address.task,
	server: sampleJobs.running.address.serverName,
	now: noon,
	isSelected: false,
	isMarked: false,
	columns: columnsFor(width),
	ascii: false,
	...more,
});

const textOf = (spans: readonly {readonly text: string}[]) => spans.map(({text}) => text).join('');

/** The cells of the rows of the county's jobs, each by the name of its column. */
function cells(
	width: number,
): Readonly<Record<keyof typeof countyJobs, Readonly<Partial<Record<Column['name'], string>>>>> {
	const all = Object.values(countyJobs);
	const servers = distinctServerNames(all);
	const columns = columnsFor(width, {servers: 16});
	const nameWidth = columns.shown.find(({name}) => name === 'job')?.width ?? 0;
	const names = shortJobNames(all, nameWidth, drawingOf(false).ellipsis);
	const rows = Object.entries(countyJobs).map(([key, job]) => {
		const row = textOf(
			rowSpans(
				job,
				options(width, {
					columns,
					name: names.get(job.address.url) ?? jobName(job),
					server: servers.get(job.address.server) ?? job.address.serverName,
				}),
			),
		);
		let from = columns.gutter;
		const own: Partial<Record<Column['name'], string>> = {};
		for (const column of columns.shown) {
			own[column.name] = row.slice(from, from + column.width).trim();
			from += column.width + columns.gap;
		}
		return [key, own];
	});
	return Object.fromEntries(rows);
}

describe.each([80, 120])('the jobs of a county at %i columns', width => {
	const shown = cells(width);

	test.each([
		['parcels', 'ERROR 000258: Output \\\\files'],
		['locator', 'ERROR 999999 · CreateSearchIn'],
		['map', 'Layer "Zoning": Failed to cr'],
		['surveyTimedOut', 'Job timed out after 7200'],
	] as const)('the row of %s says why it failed', (job, reason) => {
		expect(shown[job].message?.startsWith(reason)).toBe(true);
	});

	test('a running job with steps has a bar, the percentage and the time left', () => {
		expect(shown.flood.message).toMatch(/^█+░+ 59% /);
		expect(shown.flood.message).toContain(timeLeft({ms: 16 * minute, from: 'progress'}));
	});

	test('each job has a name, and no two names are the same', () => {
		const names = Object.values(shown).map(({job}) => job);
		expect(names.every(name => name !== undefined && name !== '')).toBe(true);
		expect(new Set(names).size).toBe(names.length);
		expect(shown.callsQueued.job).toMatch(/ ·2529$/);
	});

	test('a job without answers says since when, and why', () => {
		expect(shown.orthophotos.message).toContain(staleWords(minute));
	});
});

test.each([40, 60])('at %i columns the time left of a running job is whole, in its short form', width => {
	expect(cells(width).flood.message).toMatch(
		new RegExp(`^59% ${timeLeftShort({ms: 16 * minute, from: 'progress'})}(?: |$)`),
	);
});

test('different servers have different names, if there is a column for them', () => {
	const at120 = cells(120);
	expect(at120.flood.server).toBe('gisprod-ags01');
	expect(at120.orthophotos.server).toBe('gisprod-ags02');
	expect(columnsFor(120, {servers: 0}).shown.map(({name}) => name)).not.toContain('server');
});

test('a minimum duration is dim, a known one is not; a wide row says when the job ended', () => {
	const isDim = (job: WatchedJob, figure: string) =>
		rowSpans(job, options(80)).find(({text}) => text.includes(figure))?.isDim;
	expect(isDim(countyJobs.flood, '>7:00')).toBe(true);
	expect(isDim(countyJobs.locator, '1:02:41')).toBe(false);
	expect(cells(200).parcels.ended).toBe('13:51');
	expect(cells(200).flood.ended).toBe('');
});

test('the row under the cursor keeps the colour of its state, and its cursor shows it without colours too', () => {
	const spans = rowSpans(sampleJobs.running, options(80, {isSelected: true}));
	expect(spans.every(({isInverse}) => isInverse === true)).toBe(true);
	expect(spans.flatMap(({colour}) => colour ?? [])).toEqual(['cyan']);
	expect(textOf(spans)).toMatch(/^ ▌ ● Executing/);
});

test('a job that failed since the operator last looked at it has a symbol and is bold', () => {
	const {parcels} = countyJobs;
	const [gutter, state] = rowSpans(parcels, options(80));
	expect(gutter).toMatchObject({text: `  ${drawingOf(false).unread}`, isBold: true});
	expect(state?.isBold).toBe(true);
	const seen = rowSpans({...parcels, lookedAt: noon}, options(80));
	expect(textOf(seen)).toMatch(/^ {3}✖/);
	expect(seen.some(({isBold}) => isBold)).toBe(false);
});

test('a row whose state may be outdated is dim, except for the reason', () => {
	const spans = rowSpans({...sampleJobs.stale, lookedAt: noon}, options(80, {name: jobName(sampleJobs.stale)}));
	expect(spans.filter(({isDim}) => isDim).map(({text}) => text.trim())).toEqual(['? Executing', 'nightly', '1:04:10']);
	expect(spans.at(-2)).toMatchObject({colour: 'yellow'});
});

test('messages that cannot be read are mentioned in the row, besides the status', () => {
	const why = {fault: fault('not-json', 'It broke off.'), took: 100};
	const running = {...answered({jobStatus: 'esriJobExecuting'}, second), withoutMessages: why};
	const textOfRow = rowSpans(lived(unknownJob(), running as JobEvent), options(120))
		.map(({text}) => text)
		.join('');
	expect(textOfRow).toMatch(new RegExp(`Executing.*${unreadWords(why.fault)}`));
});

test('a state that gpjobs saw change is bold for ten seconds', () => {
	const job = lived(
		unknownJob(),
		answered({jobStatus: 'esriJobSubmitted'}, minute),
		answered({jobStatus: 'esriJobExecuting'}, second),
	);
	const isBold = (now: typeof noon) => rowSpans(job, options(80, {now}))[1]?.isBold;
	expect(isBold(noon)).toBe(true);
	expect(isBold({epoch: noon.epoch + 10 * second, mono: noon.mono + 10 * second})).toBe(false);
	expect(rowSpans(sampleJobs.busy, options(80))[1]?.isBold).toBe(false);
});

test.each([
	['esriJobExecuting', 'Executing'],
	['expectedFailure', 'expectedFailure'],
	['ACME_PAUSED', 'ACME_PAUSED'],
	['esriJobNew', 'New'],
	[null, 'null'],
])('the status %s stands there as %s', (jobStatus, word) => {
	expect(statusText(lived(unknownJob(), answered({jobStatus}, second)))).toBe(word);
});

test('a job that was never answered says so', () => {
	const job = lived(unknownJob(), {
		type: 'faulted',
		fault: fault('offline', 'No route'),
		at: noon,
		nextTry: undefined,
		taskAnswers: false,
	});
	expect(statusText(job)).toBe(noAnswer);
	expect(statusText(unknownJob())).toBe(checking);
});

test('if a server requires signing in, the rows of its jobs say so, with the key for it', () => {
	const serverTrouble = {fault: fault('sign-in', 'The server wants a token.', 499), nextTry: undefined};
	expect(textOf(rowSpans(sampleJobs.queued, options(80, {serverTrouble})))).toContain(signInNeeded);
	expect(textOf(rowSpans(sampleJobs.asking, options(80, {serverTrouble})))).toContain(signInWord);
});

test('less than an hour before the server deletes a job its row says so', () => {
	const job = lived(
		unknownJob(),
		answered({jobStatus: 'esriJobExecuting'}, 6 * hour),
		answered({jobStatus: 'esriJobSucceeded', results: {a: {paramUrl: 'results/a'}}}, 5 * hour + 20 * minute),
	);
	const spans = rowSpans(job, options(120));
	expect(spans.find(({text}) => text.includes(deletedIn(40 * minute)))).toMatchObject({colour: 'yellow'});
	const fresh = rowSpans(sampleJobs.succeeded, options(120));
	expect(fresh.some(({text}) => text.includes(deletedIn(40 * minute)))).toBe(false);
});

test('a job that succeeded says how many results it has', () => {
	expect(cells(80).valves.message?.startsWith(counted(3, 'result'))).toBe(true);
	expect(cells(80).hillshade.message).toBe(counted(1, 'result'));
});

test.each([
	[200, false],
	[120, true],
	[40, false],
])('the heading of %i columns stands above its columns', (width, ascii) => {
	const columns = columnsFor(width, {servers: 16});
	const text = textOf(headingSpans(columns, asAdded, ascii));
	let from = columns.gutter;
	for (const {name, width: cellWidth} of columns.shown) {
		expect(text.slice(from, from + cellWidth)).toContain(columnTitles[name]);
		from += cellWidth + columns.gap;
	}
});

test('wide characters take two cells', () => {
	const row = textOf(rowSpans(sampleJobs.busy, options(40, {name: jobName(sampleJobs.busy)})));
	expect(displayWidth(row)).toBe(40);
	expect(row).toContain('洪水の分析');
});

test('the end of an id is dim in a name, the end of a label is not', () => {
	const name = safeText('release ·9f3a');
	const isDim = (label: string | null) =>
		rowSpans(unknownJob(jobUrl(), label), options(80, {name})).find(({text}) => text.includes('·9f3a'))?.isDim === true;
	expect([isDim(null), isDim(name)]).toEqual([true, false]);
});

test.each([
	[9, 'a8f3c2d1 '],
	[8, 'a8f3c2d1'],
	[4, '…2d1'],
	[1, '…'],
	[0, ''],
])('in %i cells the end of an id is %j', (width, end) => {
	expect(ending(safeText('a8f3c2d1'), width, drawingOf(false).ellipsis)).toBe(end);
});
