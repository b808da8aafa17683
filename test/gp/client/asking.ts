import {expect, onTestFinished} from 'vitest';
import {createClient} from '../../../source/gp/client/client.ts';
import {createConnections} from '../../../source/gp/client/connections.ts';
import {createDownloader} from '../../../source/gp/client/download.ts';
import type {Timeouts} from '../../../source/gp/client/transport.ts';
import type {Fault} from '../../../source/gp/fault.ts';
import {linkTo} from '../../../source/gp/parameter-link.ts';
import {asJobUrl} from '../addresses.ts';
import {ready, signInsWith} from './tokens.ts';

/** The token of every request of these tests: it must be seen nowhere. */
export const canary = 'cAnArY-7f3a';
export const mebibyte = 2 ** 20;
/** For what should run out of time, and for what should fail by itself, however slow the machine is. */
export const quick: Timeouts = {connect: 200, firstByte: 200, silence: 250, whole: 800, wholeOfLong: 800};
export const patient: Timeouts = {connect: 9000, firstByte: 9000, silence: 9000, whole: 9000, wholeOfLong: 9000};

/** Only the phases that are meant to run out are short: a machine that stands still for a moment lets no other do so. */
export function short(...phases: readonly (keyof Timeouts)[]): Timeouts {
	return {...patient, ...Object.fromEntries(phases.map(phase => [phase, quick[phase]]))};
}

const path = '/arcgis/rest/services/S/GPServer/T/jobs/j1';

/** All that is ever asked of a server about a job. */
export const everything = ['status', 'messages', 'result', 'cancel', 'download'] as const;
export type What = (typeof everything)[number];

export type Outcome =
	| {readonly ok: true; readonly took: number}
	| {readonly ok: false; readonly fault: Fault; readonly took: number};

/** Asks for the job, or to cancel it, with a token that nothing may show. */
export async function ask(
	origin: string,
	{
		cancel = false,
		what = cancel ? 'cancel' : 'status',
		bodyCap = mebibyte,
		timeouts = patient,
	}: {
		readonly cancel?: boolean;
		readonly what?: What;
		readonly bodyCap?: number;
		readonly timeouts?: Timeouts;
	} = {},
): Promise<Outcome> {
	const client = createClient({version: '0', timeouts, bodyCap, credentialOf: ready(new Map([[origin, canary]]))});
	onTestFinished(client.close);
	async function asked(): Promise<Outcome | undefined> {
		const begun = performance.now();
		if (what === 'cancel') return client.cancel?.(asJobUrl(origin + path));
		if (what !== 'result' && what !== 'download')
			return client.job(asJobUrl(origin + path), {messages: what === 'messages'});
		if (what === 'result') {
			const [result] = await client.parameters(asJobUrl(origin + path), 'results', [linkTo('Out', 'results')]);
			const took = performance.now() - begun;
			return result?.read.ok === false ? {ok: false, fault: result.read.fault, took} : {ok: true, took};
		}
		const downloader = createDownloader({
			version: '0',
			timeouts,
			bodyCap,
			connections: createConnections({environment: {}, keepAlive: false}),
			signIns: signInsWith(new Map([[origin, canary]])),
			now: () => performance.now(),
		});
		onTestFinished(downloader.close);
		const sink = {begin: async () => {}, write: async () => {}};
		const done = await downloader.download({
			url: `${origin}/arcgis/rest/directories/x/scratch/out.zip`,
			server: origin,
			sink,
		});
		const took = performance.now() - begun;
		return done.kind === 'fault' ? {ok: false, fault: done.fault, took} : {ok: true, took};
	}

	const outcome = await asked();
	if (!outcome) throw new Error('a client that is not read-only can cancel');
	expect(JSON.stringify(outcome)).not.toContain(canary);
	return outcome;
}

export async function faultAt(origin: string, options: Parameters<typeof ask>[1] = {}): Promise<Fault> {
	const outcome = await ask(origin, options);
	if (outcome.ok) throw new Error('this should have failed');
	const limit = limitOf(outcome.fault.sentence);
	// More than the half second that it may be late, where other tests keep the machine busy.
	const grace = Number(process.env.GPJOBS_GRACE ?? 1500);
	if (limit !== undefined) expect(outcome.took - limit, outcome.fault.sentence).toBeLessThan(grace);
	return outcome.fault;
}

/** The time-out that a sentence names: all of these tests are shorter than a second. */
function limitOf(sentence: string): number | undefined {
	const named = /(\d+) ms\b/.exec(sentence)?.[1];
	return named === undefined ? undefined : Number(named);
}
