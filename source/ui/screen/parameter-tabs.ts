import type {ParameterKind} from '../../gp/parameter-link.ts';
import {hasEnded, type State} from '../../gp/status.ts';
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

/** Returns the job and the kind of the open tab; `undefined` if the open tab is neither Results nor Inputs. */
export function openParameters(view: View): {readonly url: string; readonly kind: ParameterKind} | undefined {
	if (view.kind === 'list' || (view.tab !== 'results' && view.tab !== 'inputs')) return undefined;
	return {url: view.url, kind: view.tab};
}

/** Returns the state of the open tab Results or Inputs. */
export function parametersNow({view, parameters}: ScreenState): ParametersState {
	const open = openParameters(view);
	return (open && parameters.get(keyOf(open.url, open.kind))) ?? initialParameters;
}

/** Applies an action to the open tab Results or Inputs. */
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

/**
 * The largest number of tabs whose values are kept. The values of a tab may have megabytes, and a monitor runs for
 * days.
 */
const mostTabs = 8;

/** Returns the sentence for a tab of a job that has no results, or no inputs. */
export function parametersPlaceholder(job: WatchedJob | null, kind: ParameterKind): SafeText {
	if (job === null) return safe`No job is selected.`;
	if (kind === 'inputs') return noInputs;
	if (!hasEnded(job.state)) return resultsToCome;
	return job.state === 'succeeded' ? noResults : noResultsAfter(job.state);
}

/**
 * Reads the values of a tab when it is opened, and again after the job's state has changed or the operator has
 * requested a refresh. It passes the results to `apply`.
 */
export class ParameterReader {
	readonly #monitor: Monitor;
	readonly #apply: (change: (state: ScreenState) => ScreenState) => void;
	readonly #readAt = new Map<string, string>();

	constructor(monitor: Monitor, apply: (change: (state: ScreenState) => ScreenState) => void) {
		this.#monitor = monitor;
		this.#apply = apply;
	}

	/**
	 * Starts reading the values of the open tab if needed, adapts the tab to the size of the pane, and drops the values
	 * of the tabs that were opened longest ago.
	 */
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

	/** Marks the values of these jobs as outdated, so that they are read again when their tabs are next opened. */
	forget(urls: readonly string[]): void {
		for (const url of urls) {
			this.#readAt.delete(keyOf(url, 'results'));
			this.#readAt.delete(keyOf(url, 'inputs'));
		}
	}

	/**
	 * Drops the tabs of jobs that are no longer in the list. Of the others, keeps only the most recently opened ones.
	 */
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
		// Meanwhile the job may have left the list, or its tab may have been dropped.
		if (this.#readAt.has(keyOf(url, kind)))
			this.#apply(state => withParametersOf(state, url, kind, {type: 'content', content}));
	}
}

/** Says that the server lists no inputs for a job. */
export const noInputs: SafeText = safe`The server lists no inputs for this job.`;

/** Says that there are no results, because the job ended without success. */
export function noResultsAfter(state: State): SafeText {
	switch (state) {
		case 'failed':
			return safe`No results: the job failed.`;
		case 'timed-out':
			return safe`No results: the job timed out.`;
		case 'cancelled':
			return safe`No results: the job was cancelled.`;
		default:
			return safe`No results: the job did not succeed.`;
	}
}

/** Says that there are no results yet, because the job has not ended. */
export const resultsToCome: SafeText = safe`No results yet: the job is still running.`;

/** Says that the job succeeded without results. */
export const noResults: SafeText = safe`The job has no results.`;
