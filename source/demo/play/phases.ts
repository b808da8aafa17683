import {isEnded} from '../job-status.ts';
import type {Phase, Script} from './script.ts';

/**
 * How long a tool takes to stop after a request to cancel, in milliseconds: by default the server checks for one every
 * 5 s, and the tool cleans up.
 */
export const cancelLasts = 6_000;

/**
 * Returns the phases of a job.
 *
 * @param cancelAskedAt milliseconds from the submission to the accepted request to cancel
 */
export function phasesOf(script: Script, cancelAskedAt: number | undefined): readonly Phase[] {
	if (cancelAskedAt === undefined) return script.phases;
	const manner = script.cancel ?? 'honoured';
	switch (manner) {
		case 'honoured': {
			const {before} = splitAt(script.phases, cancelAskedAt);
			return [...before, {status: 'esriJobCancelling', lasts: cancelLasts}, {status: 'esriJobCancelled'}];
		}
		case 'ignored-while-executing':
			return script.phases;
		case 'ignored-while-cancelling': {
			const {before, after} = splitAt(script.phases, cancelAskedAt);
			return [...before, ...after.map(cancelling)];
		}
		default:
			return manner satisfies never;
	}
}

/**
 * Returns the current phase of a job.
 *
 * @param elapsed milliseconds since the submission
 * @returns the phase and the milliseconds since it began
 */
export function phaseAt(phases: readonly Phase[], elapsed: number): {phase: Phase; since: number} {
	let begins = 0;
	for (const phase of phases) {
		const ends = begins + lengthOf(phase);
		if (elapsed < ends) return {phase, since: elapsed - begins};
		begins = ends;
	}
	throw new RangeError('the last phase of a script must go on for ever');
}

/** Returns the milliseconds from the submission until the job executes; 0 if it never does. */
export function executesAfter(phases: readonly Phase[]): number {
	const first = phases.findIndex(({status}) => status === 'esriJobExecuting');
	return total(phases.slice(0, Math.max(first, 0)));
}

/** Returns the milliseconds from the submission until the job ends; `Infinity` if it never does. */
export function endsAfter(phases: readonly Phase[]): number {
	const first = phases.findIndex(({status}) => isEnded(status));
	return first < 0 ? Number.POSITIVE_INFINITY : total(phases.slice(0, first));
}

function cancelling(phase: Phase): Phase {
	return isEnded(phase.status) ? phase : {status: 'esriJobCancelling', lasts: lengthOf(phase)};
}

function splitAt(phases: readonly Phase[], moment: number): {before: Phase[]; after: Phase[]} {
	const before: Phase[] = [];
	const after: Phase[] = [];
	let begins = 0;
	for (const phase of phases) {
		const ends = begins + lengthOf(phase);
		if (ends <= moment) before.push(phase);
		else if (begins >= moment) after.push(phase);
		else {
			before.push({...phase, lasts: moment - begins});
			after.push({...phase, lasts: ends - moment});
		}
		begins = ends;
	}
	return {before, after};
}

function total(phases: readonly Phase[]): number {
	return phases.reduce((sum, phase) => sum + lengthOf(phase), 0);
}

function lengthOf(phase: Phase): number {
	return phase.lasts ?? Number.POSITIVE_INFINITY;
}
