import type {Answer} from '../../../source/gp/client/answer.ts';
import type {Client} from '../../../source/gp/client/client.ts';
import type {NamedParameter} from '../../../source/gp/client/values.ts';
import {fault} from '../../../source/gp/fault.ts';
import {jobAddress} from '../../../source/gp/job-url.ts';
import {readSnapshot, type Snapshot} from '../../../source/gp/snapshot.ts';
import type {Clock} from '../../../source/monitor/clock.ts';
import {Monitor} from '../../../source/monitor/monitor.ts';
import {safe, safeText} from '../../../source/text/safe-text.ts';
import type {Outcome} from '../../../source/ui/list-edits.ts';
import {ScreenController} from '../../../source/ui/screen/controller.ts';
import {asAdded} from '../panes/list/sample-jobs.ts';

/** A clock that stands still until it is moved, and calls then what has become due. */
export function handClock(): Clock & {move: (milliseconds: number) => Promise<void>} {
	let mono = 0;
	const timers = new Map<() => void, number>();
	const settle = () => new Promise<void>(resolve => setImmediate(resolve));
	return {
		now: () => ({mono, epoch: Date.UTC(2026, 10, 23, 14) + mono}),
		after(milliseconds, call) {
			const once = () => call();
			timers.set(once, mono + Math.max(0, milliseconds));
			return () => timers.delete(once);
		},
		async move(milliseconds) {
			const end = mono + milliseconds;
			for (;;) {
				await settle();
				const [next] = [...timers].sort((a, b) => a[1] - b[1]);
				if (!next || next[1] > end) break;
				mono = Math.max(mono, next[1]);
				timers.delete(next[0]);
				next[0]();
			}
			mono = end;
			await settle();
		},
	};
}

export const urlOf = (name: string) => `https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/${name}`;

/**
 * A screen over a monitor whose server is a table of statuses.
 *
 * @param values what each job has for its results, and for its inputs
 */
export async function openWorld(
	names: readonly string[],
	{isReadOnly = false, values = []}: {readonly isReadOnly?: boolean; readonly values?: readonly NamedParameter[]} = {},
) {
	const clock = handClock();
	const statuses = new Map(names.map(name => [urlOf(name), 'esriJobExecuting']));
	/** What each job says besides. */
	const says = new Map<string, readonly string[]>();
	const posts: string[] = [];
	const polls: string[] = [];
	const copied: string[] = [];
	const edits: string[] = [];
	const answer = (url: string): Answer<Snapshot> => {
		const jobStatus = statuses.get(url);
		const links = Object.fromEntries(values.map(({link}) => [link.name.safe, {paramUrl: link.paramUrl}]));
		const messages = [`of ${url}`, ...(says.get(url) ?? [])].map(description => ({type: 'x', description}));
		const read = readSnapshot({jobId: 'j', jobStatus, messages, results: links, inputs: links});
		if (jobStatus === undefined || !read.ok) return {ok: false, fault: fault('offline', 'no route'), took: 1};
		return {ok: true, value: read.snapshot, took: 1, bytes: 100};
	};
	const client: Client = {
		async job(url) {
			polls.push(url);
			return answer(url);
		},
		async task() {
			return {ok: true, value: {name: null, label: null, parameters: [], isSynchronous: false}, took: 1, bytes: 1};
		},
		async parameters() {
			return values;
		},
		...(isReadOnly
			? {}
			: {
					async cancel(url: string) {
						posts.push(url);
						statuses.set(url, 'esriJobCancelling');
						return answer(url);
					},
				}),
		close() {},
	};
	const monitor = new Monitor({client, clock, random: () => 0.5, rate: 20});
	const outcome = async (words: string): Promise<Outcome> => {
		edits.push(words);
		return {ok: true, notice: safeText(words)};
	};
	let hasQuit = false;
	const screen = new ScreenController(
		{
			monitor,
			clock,
			isReadOnly,
			edits: {
				add: text => outcome(`add ${text}`),
				remove(urls) {
					monitor.forget(urls);
					return outcome(`remove ${urls.join(' ')}`);
				},
				undo: () => outcome('undo'),
				relabel: (url, {label, tags}) => outcome(`label ${url} ${label} [${tags.join()}]`),
				tag: (urls, {added, removed}) => outcome(`tag ${urls.join(' ')} +${added.join()} -${removed.join()}`),
				hideColumns: names => outcome(`hide ${names.join()}`),
			},
			signIn: {
				find: async () => ({
					ok: true,
					notice: safe`It goes to the server.`,
					passwordQuestion: null,
					tokenQuestion: null,
				}),
				signIn: async (url, user) => ({...(await outcome(`sign in ${url} ${user}`)), isSignedIn: true}),
				signedInAs: () => undefined,
			},
			saver: {
				folder: safe`/somewhere`,
				formatsOf: () => ['json', 'text'],
				async save({format}) {
					edits.push(`save ${format}`);
					return {kind: 'done', ok: true, notice: safe`Saved.`};
				},
				async saveJob(url, document) {
					edits.push(`save ${document} of ${url}`);
					return {ok: true, notice: safe`Saved.`};
				},
			},
			async browse(url) {
				edits.push(`browse ${url}`);
				return {ok: true, notice: safe`opened`};
			},
			copy(text) {
				copied.push(text);
				return {ok: true, notice: safe`copied`};
			},
			redraw() {},
			suspend() {},
			quit() {
				hasQuit = true;
			},
			isBlocked: () => false,
		},
		{width: 100, height: 30},
		{sort: asAdded},
	);
	const watch = (those: readonly string[], order?: readonly string[]) =>
		monitor.watch(
			those.flatMap(name => {
				const address = jobAddress(urlOf(name));
				return address ? [{address, label: safeText(name), tags: []}] : [];
			}),
			order,
		);
	watch(names);
	await clock.move(2000);
	return {
		screen,
		monitor,
		client,
		clock,
		statuses,
		says,
		posts,
		polls,
		copied,
		edits,
		hasQuit: () => hasQuit,
		watch,
		/** Presses keys by name, one after the other, with all that follows from each. */
		async press(...keys: string[]) {
			for (const key of keys) {
				screen.press(key, key === 'Space' ? ' ' : key.length === 1 ? key : '');
				await clock.move(0);
			}
		},
		close() {
			screen.close();
			monitor.close();
		},
	};
}
