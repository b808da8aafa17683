/** What came over a bad line: an answer or a named fault, and nothing that nobody caught. */
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {readBody} from '../../../source/gp/client/body.ts';
import {createClient} from '../../../source/gp/client/client.ts';
import {faultKinds} from '../../../source/gp/fault.ts';
import {readParameter, readParameters} from '../../../source/gp/parameter.ts';
import {readSnapshot} from '../../../source/gp/snapshot.ts';
import {readTask} from '../../../source/gp/task.ts';
import {serverText} from '../../../source/text/safe-text.ts';
import {isThorough, often} from '../../often.ts';
import {asJobUrl, asTaskUrl} from '../addresses.ts';
import {faultServer} from '../fault-server.ts';
import {fuzzedAnswer, fuzzedBody, seeded} from '../fuzzed-answers.ts';

const kinds: ReadonlySet<string> = new Set(faultKinds);
const name = serverText('Out');

/** @returns what nobody caught until now */
function listenForAccidents(): readonly unknown[] {
	const accidents: unknown[] = [];
	const happened = (error: unknown) => void accidents.push(error);
	for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, happened);
	onTestFinished(() => {
		for (const event of ['unhandledRejection', 'uncaughtException']) process.off(event, happened);
	});
	return accidents;
}

test('bodies in process', () => {
	const times = often(1_000_000, 3000);
	const random = seeded(7);
	let read = 0;
	for (let turn = 0; turn < times; turn++) {
		const body = fuzzedBody(random).toString('utf8');
		const status = random() < 0.9 ? 200 : 500;
		const answer = readBody(
			{status, body, location: undefined, retryAfter: undefined, took: 1, bytes: body.length},
			'h',
		);
		if (!answer.ok) {
			if (!kinds.has(answer.fault.kind)) throw new Error(`no kind of fault: ${body}`);
			continue;
		}
		read++;
		const outcomes = [readSnapshot(answer.body), readTask(answer.body), readParameter(answer.body, name)];
		for (const outcome of [...outcomes, ...(readParameters(answer.body) ?? [])])
			if (!outcome.ok && !kinds.has(outcome.fault.kind)) throw new Error(`no kind of fault: ${body}`);
	}
	if (isThorough) console.log(`${times} bodies in process: ${read} were JSON, 0 threw`);
	expect(read).toBeGreaterThan(times / 5);
	expect(Object.keys(Object.prototype)).toEqual([]);
});

test(
	'answers over HTTP',
	async () => {
		const times = often(100_000, 400);
		const accidents = listenForAccidents();
		const random = seeded(11);
		const {origin} = await faultServer(socket => {
			const {bytes, isLast} = fuzzedAnswer(random);
			if (isLast) socket.end(bytes);
			else socket.write(bytes);
		});
		const timeouts = {connect: 2000, firstByte: 2000, silence: 500, whole: 4000, wholeOfLong: 4000};
		const client = createClient({version: '0', timeouts});
		onTestFinished(client.close);
		const jobUrl = `${origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`;
		const asks = [
			() => client.job(asJobUrl(jobUrl), {messages: true}),
			() => client.job(asJobUrl(jobUrl), {messages: false}),
			() => client.task(asTaskUrl(`${origin}/arcgis/rest/services/S/GPServer/T`)),
			async () => (await client.parameters(asJobUrl(jobUrl), 'results', [{name, paramUrl: 'results/Out'}]))[0]?.read,
			async () => client.cancel?.(asJobUrl(jobUrl)),
		];
		const told = new Map<string, number>();
		let left = times;
		const askOn = async () => {
			while (left-- > 0) {
				const answer = await asks[left % asks.length]?.();
				const outcome = answer?.ok ? 'read' : String(answer?.fault.kind);
				told.set(outcome, (told.get(outcome) ?? 0) + 1);
			}
		};
		await Promise.all(Array.from({length: 8}, askOn));
		if (isThorough) console.log(`${times} answers over HTTP: ${JSON.stringify(Object.fromEntries(told))}`);
		expect([...told.keys()].filter(kind => kind !== 'read' && !kinds.has(kind))).toEqual([]);
		expect([...told.values()].reduce((sum, count) => sum + count, 0)).toBe(times);
		expect(told.size).toBeGreaterThan(5);
		expect(accidents).toEqual([]);
	},
	isThorough ? 3_600_000 : 240_000,
);
