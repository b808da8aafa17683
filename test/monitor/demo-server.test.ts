/** The engine with its real client against the embedded GP server: over HTTP, but on a time that the test turns. */
import {expect, onTestFinished, test} from 'vitest';
import {type DemoServerOptions, startDemoServer} from '../../source/demo/server.ts';
import {type Client, createClient} from '../../source/gp/client/client.ts';
import {findJobUrls} from '../../source/gp/job-url.ts';
import {hasEnded} from '../../source/gp/status.ts';
import {newsOf} from '../../source/monitor/job-news.ts';
import {Monitor} from '../../source/monitor/monitor.ts';
import {FakeClock} from './fake-clock.ts';

/** A client that knows how many of its requests are under way. */
function counted(client: Client): Client & {readonly isIdle: () => boolean} {
	let underWay = 0;
	const count =
		<A extends readonly unknown[], R>(request: (...given: A) => Promise<R>) =>
		async (...given: A): Promise<R> => {
			underWay++;
			try {
				return await request(...given);
			} finally {
				underWay--;
			}
		};
	return {
		job: count(client.job),
		task: count(client.task),
		// Between its requests it waits for its turn, and so for the time to go on.
		parameters: (url, kind, links, reading) =>
			client.parameters(url, kind, links, {
				...reading,
				turn: request => (reading?.turn ?? (make => make()))(count(request)),
			}),
		...(client.cancel && {cancel: count(client.cancel)}),
		close: client.close,
		isIdle: () => underWay === 0,
	};
}

async function demo(options: DemoServerOptions = {}) {
	const clock = new FakeClock();
	const server = await startDemoServer({...options, now: () => clock.now().mono});
	const client = counted(createClient({version: '0'}));
	const monitor = new Monitor({client, clock, random: () => 0.5, rate: 20});
	onTestFinished(async () => {
		monitor.close();
		await server.stop();
	});
	const news: string[] = [];
	monitor.jobs.listen(change => {
		for (const {event, job} of newsOf(change)) {
			if (event === 'fault' || (event === 'state' && hasEnded(job.state))) news.push(`${event} ${job.address.jobId}`);
		}
	});
	const found = findJobUrls(server.jobs.map(({url}) => url).join('\n'));
	monitor.watch(found.map(({job}) => ({address: job, label: null, tags: []})));
	/** Lets time pass, and every request be answered before more of it does. */
	const advance = async (milliseconds: number) => {
		for (let passed = 0; passed < milliseconds; passed += 100) {
			await clock.advance(100);
			while (!client.isIdle()) await new Promise(resolve => setImmediate(resolve));
		}
		await clock.advance(0);
	};
	const jobOf = (script: string) => {
		const url = server.jobs.find(job => job.script === script)?.url ?? '';
		return {url, job: monitor.jobs.get(url)};
	};
	return {server, monitor, news, advance, jobOf};
}

test('every job of the demo reaches its end, which is reported once, with all its messages', async () => {
	const {server, monitor, news, advance} = await demo();
	await advance(420_000);
	expect(server.allEnded()).toBe(true);
	const messages: number[] = [];
	for (const {url} of server.jobs) {
		const told = (await (await fetch(`${url}?f=json`)).json()) as {jobStatus?: string; messages?: unknown[]};
		const job = monitor.jobs.get(url);
		expect(hasEnded(job?.state ?? 'unknown')).toBe(true);
		// The one that was purged meanwhile keeps its end.
		if (told.jobStatus === undefined) expect(job).toMatchObject({state: 'succeeded'});
		else expect([job?.status?.safe, job?.messages.total]).toEqual([told.jobStatus, told.messages?.length]);
		messages.push(job?.messages.total ?? 0);
	}
	expect(Math.max(...messages)).toBeGreaterThan(20);
	expect(news.sort()).toEqual(server.jobs.map(({id}) => `state ${id}`).sort());
	// All is known: nothing is asked any more.
	const {requests} = server.counts();
	await advance(60_000);
	expect(server.counts()).toEqual({requests, cancels: 0});
	expect(monitor.servers[0]?.outage).toBeNull();
});

test.each([['absent'], ['empty']] as const)(
	'messages that are %s where they were not asked for stay known',
	async emptyMessages => {
		const {monitor, advance, jobOf} = await demo({emptyMessages});
		await advance(20_000);
		const {url} = jobOf('nightly-export');
		const before = monitor.jobs.get(url)?.messages;
		await advance(20_000);
		expect(before?.total).toBeGreaterThan(0);
		expect(monitor.jobs.get(url)?.messages.total).toBeGreaterThanOrEqual(before?.total ?? 1);
	},
);

test('a purged job keeps its end and is reported as deleted on request', async () => {
	const {monitor, advance, jobOf} = await demo();
	await advance(5000);
	const {url, job} = jobOf('print-map');
	expect(job).toMatchObject({state: 'succeeded', isDeletedOnServer: false});
	await advance(120_000);
	for (let asked = 0; asked < 3; asked++) {
		void monitor.refresh([url]);
		await advance(31_000);
	}
	expect(monitor.jobs.get(url)).toMatchObject({
		state: 'succeeded',
		isDeletedOnServer: true,
		trouble: {fault: {kind: 'server', code: 400}},
	});
});

test.each([
	['nightly-export', 'cancelled', 'cancelled', 'esriJobCancelled'],
	['tile-cache', 'not-honoured', 'cancelling', 'esriJobCancelling'],
	['rebuild-index', 'not-honoured', 'running', 'esriJobExecuting'],
])('cancelling %s: %s', async (script, step, state, status) => {
	const {server, monitor, advance, jobOf} = await demo();
	await advance(12_000);
	monitor.cancel(jobOf(script).url);
	await advance(64_000);
	expect(jobOf(script).job).toMatchObject({state, status: {safe: status}, cancel: {step}});
	expect(server.counts().cancels).toBe(1);
});

test('cancelling a submitted job is refused; w sends the POST once it executes', async () => {
	const {server, monitor, advance, jobOf} = await demo();
	await advance(12_000);
	const {url} = jobOf('viewshed');
	monitor.cancel(url);
	await advance(5000);
	expect(jobOf('viewshed').job).toMatchObject({
		state: 'queued',
		cancel: {step: 'refused', status: 'Submitted', fault: {code: 400}},
	});
	monitor.cancel(url, true);
	await advance(150_000);
	expect(jobOf('viewshed').job).toMatchObject({state: 'cancelled', cancel: {step: 'cancelled'}});
	expect(server.counts().cancels).toBe(2);
});

test.each([[true], [false]])('results and inputs are read with their labels (at once: %s)', async resultsAtOnce => {
	const {monitor, advance, jobOf} = await demo({resultsAtOnce});
	await advance(5000);
	const {url, job} = jobOf('parcel-report');
	expect(job?.state).toBe('succeeded');
	for (const kind of ['results', 'inputs'] as const) {
		const reading = monitor.parameters(url, kind);
		await advance(1000);
		const table = await reading;
		expect(table.ok && table.rows.length).toBeGreaterThan(0);
		if (table.ok) for (const {read, label} of table.rows) expect([read.ok, label.safe === '']).toEqual([true, false]);
	}
});
