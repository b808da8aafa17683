import {ConcurrencyLimiter} from '../../source/monitor/concurrency-limiter.ts';
import type {RequestOutcome} from '../../source/monitor/request-queue.ts';
import {Server} from '../../source/monitor/server.ts';
import {FakeClock} from './fake-clock.ts';

/** A server whose polls a test answers; each takes 100 ms unless it says otherwise. */
export function serverWith(
	options: {
		answer?: (url: string) => RequestOutcome;
		took?: (url: string) => number;
		rate?: number | undefined;
		valueRate?: number;
		preferred?: readonly string[];
		random?: number;
	} = {},
) {
	const clock = new FakeClock();
	const log: {url: string; at: number}[] = [];
	const begunAt = clock.now().mono;
	const state = {inFlight: 0, most: 0, changes: 0, answer: options.answer ?? (() => null)};
	const limiter = new ConcurrencyLimiter();
	const ask = async (url: string): Promise<RequestOutcome> => {
		log.push({url, at: clock.now().mono - begunAt});
		state.most = Math.max(state.most, ++state.inFlight);
		const outcome = state.answer(url);
		await clock.wait(options.took?.(url) ?? 100);
		state.inFlight--;
		return outcome;
	};
	const server = new Server({
		origin: 'https://gis.acme.com',
		clock,
		random: () => options.random ?? 0,
		rate: 'rate' in options ? options.rate : 1000,
		...(options.valueRate === undefined ? {} : {valueRate: options.valueRate}),
		limiter,
		poller: {poll: ask, preferred: () => options.preferred ?? [], serverChanged: () => state.changes++},
	});
	const asked = () => log.map(({url}) => url);
	return {clock, server, log, asked, state, ask, limiter};
}

export const urls = (count: number) => Array.from({length: count}, (_, index) => `job-${index}`);
