import type {Phase, Script} from '../../source/demo/play/script.ts';
import {shortTask} from '../demo/short-script.ts';

/** Longer than any test. */
export const forEver = 86_400_000;

const running: Phase = {status: 'esriJobExecuting', lasts: forEver};
const succeeded: Phase = {status: 'esriJobSucceeded'};

function script(label: string, phases: readonly Phase[], more: Partial<Script> = {}): Script {
	return {name: label, label, task: shortTask, given: {Text: 'given'}, phases, messages: () => [], ...more};
}

/** A job that executes as long as a test lasts, and can be cancelled. */
export const executing = (label: string, more: Partial<Script> = {}) => script(label, [running, succeeded], more);

/** A job that has succeeded before the test began. */
export const ended = (label: string, more: Partial<Script> = {}) =>
	script(label, [{status: 'esriJobExecuting', lasts: 10_000}, succeeded], {headStart: 20_000, ...more});

/** A job that is Submitted for a while, and executes then. */
export const submitted = (label: string, lasts: number = forEver, more: Partial<Script> = {}) =>
	script(label, [{status: 'esriJobSubmitted', lasts}, running, succeeded], more);

/** A job that executes for a while, and has succeeded then. */
export const ending = (label: string, lasts: number, more: Partial<Script> = {}) =>
	script(label, [{status: 'esriJobExecuting', lasts}, succeeded], more);
