import {hasEnded} from '../../../source/gp/status.ts';
import {jobUrl, listedJobs, simulate} from '../../monitor/simulation/world.ts';
import {type Figures, figuresOf} from '../measure.ts';
import {type Row, type RowGroup, row} from '../row.ts';

const hour = 3_600_000;
/** Milliseconds, as the embedded server takes. */
const latency = 20;
const origin = 'https://gis.acme.com';
const [url = '', other = ''] = [jobUrl(origin, 1), jobUrl(origin, 2)];
/** Ends that fall on other moments of an interval each. */
const ends = Array.from({length: 101}, (_, index) => 2 * hour + index * 197);

/** What a server is asked for a job of two hours, and how late its end is seen: counted in simulated time. */
export const requests: RowGroup = {
	name: 'requests',
	isInShort: true,
	async measure(): Promise<readonly Row[]> {
		return [
			...(await rowsOf('off screen', false, false, {requests: 600, delay: 8})),
			...(await rowsOf('on screen, not selected', true, false, {requests: 1550, delay: 2.7})),
			...(await rowsOf('with progress, off screen', false, true, {requests: 600, delay: 4})),
			await bytesOfMessages(),
		];
	},
};

async function rowsOf(
	where: string,
	isShown: boolean,
	hasProgress: boolean,
	most: {readonly requests: number; readonly delay: number},
): Promise<readonly Row[]> {
	const runs = await Promise.all(ends.map(end => follow(end, isShown, hasProgress)));
	const asked = figuresOf(runs.map(run => run.requests));
	const delay = figuresOf(runs.map(run => run.delay / 1000));
	return [
		counted(`requests for a job of 2 hours, ${where}`, '', asked, most.requests, scripts.requests),
		counted(`how late its end is seen, ${where}`, 's', delay, most.delay, scripts.delay),
	];
}

/** What scripts do that ask in a fixed rhythm, of which nothing need be measured. */
const scripts = {
	requests: new Map([
		['arcgis-rest-js (every 2 s)', one((2 * hour) / 2000)],
		['ArcGIS for Python (every 5 s)', one((2 * hour) / 5000)],
	]),
	delay: new Map([
		['arcgis-rest-js (every 2 s)', one(1)],
		['ArcGIS for Python (every 5 s)', one(2.5)],
	]),
};

async function follow(end: number, isShown: boolean, hasProgress: boolean) {
	const reply = (asked: string, now: number) => {
		if (asked !== url) return {status: 'esriJobExecuting'};
		if (now >= end) return {status: 'esriJobSucceeded'};
		return {status: 'esriJobExecuting', ...(hasProgress ? {percent: Math.floor((100 * now) / end)} : {})};
	};
	const world = simulate(new Map([[origin, {latency, reply}]]));
	let seenAt = Number.NaN;
	world.monitor.jobs.listen(({url: heard, after}) => {
		if (heard === url && after && hasEnded(after.state) && Number.isNaN(seenAt)) seenAt = world.clock.now().mono;
	});
	world.monitor.watch(listedJobs([url, other]));
	world.monitor.setFocus({selected: isShown ? other : null, shown: isShown ? [url, other] : [], open: null});
	await world.clock.run(end + 60_000);
	const asked = world.requests.filter(request => request.url === url).length;
	world.monitor.close();
	return {requests: asked, delay: seenAt - end};
}

/** Bytes that come for a job with 5,000 messages which nobody looks at, in ten minutes. */
async function bytesOfMessages(): Promise<Row> {
	const message = {type: 'esriJobMessageTypeInformative', description: 'Executing (Buffer): step 1 of 5,000, parcels'};
	const small = JSON.stringify({jobId: 'j', jobStatus: 'esriJobExecuting', results: {}, inputs: {}}).length;
	const whole = small + JSON.stringify(Array(5000).fill(message)).length;
	const reply = () => ({status: 'esriJobExecuting'});
	const world = simulate(new Map([[origin, {latency, reply}]]));
	world.monitor.watch(listedJobs([url]));
	await world.clock.run(600_000);
	world.monitor.close();
	const bytes = world.requests.reduce((sum, {messages}) => sum + (messages ? whole : small), 0);
	const script = (300 * whole) / 1024;
	return counted(
		'bytes for a job with 5,000 messages, off screen for 10 minutes',
		'KiB',
		one(bytes / 1024),
		script / 100,
		new Map([['arcgis-rest-js (every 2 s)', one(script)]]),
	);
}

function one(value: number): Figures {
	return figuresOf([value]);
}

function counted(what: string, unit: string, ours: Figures, most: number, beside: ReadonlyMap<string, Figures>): Row {
	const all = new Map([['gpjobs', ours], ...beside]);
	const verdict = {budget: `≤ ${Math.round(most * 10) / 10}`, isMet: ours.median <= most};
	return {...row(what, unit, all), verdict, isCount: true};
}
