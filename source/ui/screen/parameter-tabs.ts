import type {ParameterKind} from '../../gp/parameter-link.ts';
import {hasEnded} from '../../gp/status.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {
	initialParameters,
	type ParametersAction,
	type ParametersContent,
	type ParametersState,
	updateParameters,
} from '../panes/parameters/state.ts';
import type {View} from './layout.ts';
import {layoutNow, type ScreenState} from './state.ts';
import {resizedValue} from './value-view.ts';

/** The Results or Inputs that are open, by job and kind; `undefined` where another tab is. */
export function openParameters(view: View): {readonly url: string; readonly kind: ParameterKind} | undefined {
	if (view.kind === 'list' || (view.tab !== 'results' && view.tab !== 'inputs')) return undefined;
	return {url: view.url, kind: view.tab};
}

/** The state of the tab that is open. */
export function parametersNow({view, parameters}: ScreenState): ParametersState {
	const open = openParameters(view);
	return (open && parameters.get(keyOf(open.url, open.kind))) ?? initialParameters;
}

/** Lets something happen to the tab that is open. */
export function updateOpenParameters(state: ScreenState, action: ParametersAction): ScreenState {
	const open = openParameters(state.view);
	return open ? withParametersOf(state, open.url, open.kind, action) : state;
}

function withParametersOf(state: ScreenState, url: string, kind: ParameterKind, action: ParametersAction): ScreenState {
	const key = keyOf(url, kind);
	const before = state.parameters.get(key) ?? initialParameters;
	const after = updateParameters(before, action);
	return after === before ? state : {...state, parameters: new Map([...state.parameters, [key, after]])};
}

function keyOf(url: string, kind: ParameterKind): string {
	return `${kind} ${url}`;
}

function urlOf(key: string): string {
	return key.slice(key.indexOf(' ') + 1);
}

/** Tabs whose values are kept: each may hold megabytes, and a monitor runs for days. */
const mostTabs = 8;

/** What stands in the tab while the job names no parameters of this kind. */
export function parametersPlaceholder(job: WatchedJob | null, kind: ParameterKind): SafeText {
	if (job === null) return safe`No job is selected.`;
	if (kind === 'inputs') return safe`The server names no inputs for this job.`;
	if (!hasEnded(job.state)) return resultsToCome;
	return job.state === 'succeeded' ? noResults : safe`Only a job that succeeded has results.`;
}

/**
 * Reads the values of a tab when it is opened, and again when the job has come to another state or a refresh was asked
 * for. What comes of it goes to `apply`.
 */
export class ParameterReader {
	readonly #monitor: Monitor;
	readonly #apply: (change: (state: ScreenState) => ScreenState) => void;
	readonly #readAt = new Map<string, string>();

	constructor(monitor: Monitor, apply: (change: (state: ScreenState) => ScreenState) => void) {
		this.#monitor = monitor;
		this.#apply = apply;
	}

	/** Sees to it that the open tab has its values, in the size that there is, and that not all that were open keep theirs. */
	settle(before: ScreenState): ScreenState {
		const open = openParameters(before.view);
		const state = this.#bounded(before, open && keyOf(open.url, open.kind));
		if (!open) return state;
		const {width, pane: height} = layoutNow(state);
		const {url, kind} = open;
		const job = this.#monitor.jobs.get(url);
		const moment = `${job?.state} ${job?.[kind].length}`;
		const key = keyOf(url, kind);
		if (job && this.#readAt.get(key) !== moment) {
			this.#readAt.set(key, moment);
			void this.#read(url, kind);
		}
		const value = state.value && resizedValue(state.value, {width, height});
		return updateOpenParameters({...state, value}, {type: 'resize', size: {width, height}});
	}

	/** The values of these jobs are read again when they are next seen. */
	forget(urls: readonly string[]): void {
		for (const url of urls) {
			this.#readAt.delete(keyOf(url, 'results'));
			this.#readAt.delete(keyOf(url, 'inputs'));
		}
	}

	/** Without the tabs of jobs that have left the list, and of the others only those that were opened last. */
	#bounded(state: ScreenState, openKey: string | undefined): ScreenState {
		const {parameters} = state;
		const isHere = (key: string) => this.#monitor.jobs.get(urlOf(key)) !== undefined;
		for (const key of this.#readAt.keys()) if (!isHere(key)) this.#readAt.delete(key);
		const keys = [...parameters.keys()];
		const isInOrder = openKey === undefined || !parameters.has(openKey) || keys.at(-1) === openKey;
		if (isInOrder && keys.length <= mostTabs && keys.every(isHere)) return state;
		const others = keys.filter(key => key !== openKey && isHere(key));
		const kept = new Map(others.concat(keys.filter(key => key === openKey)).map(key => [key, parameters.get(key)]));
		for (const key of [...kept.keys()].slice(0, -mostTabs)) {
			kept.delete(key);
			this.#readAt.delete(key);
		}
		return {...state, parameters: kept as ScreenState['parameters']};
	}

	async #read(url: string, kind: ParameterKind): Promise<void> {
		const table = await this.#monitor.parameters(url, kind);
		const content: ParametersContent = table.ok
			? {kind: 'rows', rows: table.rows, recordedAt: table.recordedAt}
			: {kind: 'unavailable', sentence: table.fault.sentence};
		// While it was read the job may have left the list, or its tab have given way to others.
		if (this.#readAt.has(keyOf(url, kind)))
			this.#apply(state => withParametersOf(state, url, kind, {type: 'content', content}));
	}
}

/** In place of the results of a job that has not ended. */
export const resultsToCome: SafeText = safe`A job has results only once it has succeeded.`;

/** In place of results where a job that succeeded made none. */
export const noResults: SafeText = safe`The job has no results.`;
