import {isEnded} from '../job-status.ts';
import type {Phase, Script} from './script.ts';

/** How long a tool that honours a cancel takes to stop: the server looks each 5 s by default, and it cleans up. */
export const cancelLasts = 6_000;

/**
 * The phases that a job goes through.
 *
 * @param cancelAskedAt milliseconds from the submission to the cancel that the server accepted
 */
export function courseOf(script: Script, cancelAskedAt: number | undefined): readonly Phase[] {
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
 * The phase that a job is in.
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

/** Milliseconds from the submission until the job executes; 0 for one that never does. */
export function executesAfter(phases: readonly Phase[]): number {
	const first = phases.findIndex(({status}) => status === 'esriJobExecuting');
	return total(phases.slice(0, Math.max(first, 0)));
}

/** Milliseconds from the submission until the job has ended; `Infinity` for one that never does. */
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
