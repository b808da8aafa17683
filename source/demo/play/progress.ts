import type {Phase} from './script.ts';

/** The `progress` property of a job resource. */
export type DemoProgress = {type: 'default'; message: string} | {type: 'step'; message: string; percent: number};

/**
 * The interval in milliseconds at which a server updates the progress. A server never updates it more often ("GP job",
 * Progress messages).
 */
const progressInterval = 5_000;

/**
 * Returns the progress of a job.
 *
 * @param since milliseconds since the phase began
 * @returns `undefined` while the job does not execute, because progress is sent only during execution
 */
export function progressOf(phase: Phase, since: number): DemoProgress | undefined {
	const {progressor, lasts} = phase;
	if (phase.status !== 'esriJobExecuting' || progressor === undefined) return undefined;
	if (progressor.type === 'default') return progressor;
	const written = Math.floor(since / progressInterval) * progressInterval;
	const done = lasts === undefined ? 0 : Math.min(written / lasts, 1);
	const step = Math.min(Math.floor(done * progressor.messages.length), progressor.messages.length - 1);
	return {type: 'step', message: progressor.messages[step] ?? '', percent: Math.round(done * 100)};
}
