import {linkTo, parameterUrl} from '../../gp/parameter-link.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {copyChoices} from '../dialogs/copy.ts';
import {hexLines} from '../dialogs/hex.ts';
import {labelFields} from '../dialogs/label.ts';
import {helpLineCount} from '../help/help-overlay.tsx';
import {emptyInput, inputWith} from '../input/state.ts';
import type {ActionName} from './actions.ts';
import {aboutLines} from '../panes/about/about.ts';
import {updateAboutScroll} from '../panes/about/about-scroll.ts';
import {targetsOf} from '../panes/list/selection.ts';
import {scrolled} from '../panes/list/window.ts';
import {selectedRow} from '../panes/parameters/state.ts';
import {cleanedTexts} from '../screen/cleaned-texts.ts';
import type {ScreenController} from '../screen/controller.ts';
import {nameOf} from '../screen/pane-words.ts';
import {openParameters, parametersNow} from '../screen/parameter-tabs.ts';
import {openSignIn} from '../screen/signing-in.ts';
import {contextOf, layoutNow} from '../screen/state.ts';
import {changedView, moveOf} from './open.ts';

/** Does what an action of the key table says. It is possible: that has been looked at before. */
export function perform(screen: ScreenController, action: ActionName): void {
	const {world, state} = screen;
	const now = world.clock.now().mono;
	const changed = changedView(state, action, now);
	if (changed) return screen.change(changed);
	if (moveOf(action) !== undefined) return move(screen, action);
	act(screen, action);
}

/** Moves in the panes that know their length only when they are drawn. */
function move(screen: ScreenController, action: ActionName): void {
	const {state, situation, job} = screen;
	const step = moveOf(action);
	const {width, height, pane} = layoutNow(state);
	switch (contextOf(state)) {
		case 'help': {
			if (step === undefined) return;
			const total = helpLineCount(width, situation);
			return screen.change({helpTop: scrolled(state.helpTop ?? 0, step, height - 1, total)});
		}
		case 'about': {
			if (step === undefined || job === null) return;
			const total = aboutLines(job, state.now, undefined, width, false).length;
			const event = {type: 'moved', move: step, height: pane, total} as const;
			return screen.change({aboutScroll: updateAboutScroll(state.aboutScroll, event)});
		}
		// Their states know it: `changedView` has moved them.
		case 'list':
		case 'messages':
		case 'parameters':
		case 'records':
		case 'map':
		case 'tree':
			return;
	}
}

function act(screen: ScreenController, action: ActionName): void {
	const {world, state, job} = screen;
	const {monitor, edits, clock} = world;
	const openedAt = clock.now().mono;
	switch (action) {
		case 'quit':
		case 'quitAtOnce':
			return world.quit();
		case 'redraw':
			return world.redraw();
		case 'suspend':
			return world.suspend();
		case 'refresh':
			return refresh(screen);
		case 'refreshAll':
			void monitor.refresh(monitor.jobs.list.map(({address}) => address.url));
			return screen.notify({ok: true, said: askingForAll(monitor.jobs.size)});
		case 'pause':
			monitor.setPaused(!state.isPaused);
			return screen.change({isPaused: !state.isPaused});
		case 'add':
			return screen.change({dialog: {kind: 'add', field: emptyInput}});
		case 'remove':
			screen.change({canUndo: true});
			return screen.edit(edits.remove(targetsOf(state.selection)));
		case 'undo':
			screen.change({canUndo: false});
			return screen.edit(edits.undo());
		case 'filter':
			return screen.change({dialog: {kind: 'filter', field: inputWith(state.filter), before: state.filter}});
		case 'search': {
			const text = contextOf(state) === 'parameters' ? parametersNow(state).opened?.text : state.messages;
			const before = text?.search?.query ?? safe``;
			return screen.change({dialog: {kind: 'search', field: inputWith(before), before}});
		}
		case 'cancel':
			if (job === null) return;
			if (job.cancel?.step === 'waiting') {
				monitor.withdrawCancel(job.address.url);
				return screen.notify({ok: true, said: askedNoMore});
			}
			return screen.change({dialog: {kind: 'cancel', url: job.address.url, openedAt}});
		case 'save': {
			const row = state.value?.row ?? selectedRow(parametersNow(state));
			const open = openParameters(state.view);
			const formats = row ? world.saver.formatsOf(row) : [];
			if (!row || !open || formats.length === 0) {
				return screen.notify({ok: false, said: safe`There is no value here that could be saved.`});
			}
			return screen.change({dialog: {kind: 'save', url: open.url, row, formats}});
		}
		case 'label':
			if (job === null) return;
			return screen.change({
				dialog: {kind: 'label', url: job.address.url, fields: labelFields(job.label, job.tags)},
			});
		case 'copy': {
			const jobs = jobsMeant(screen);
			return screen.change({
				dialog: {kind: 'copy', choices: copyChoices(jobs, state.now), jobs: jobs.length},
			});
		}
		case 'saveJob': {
			const jobs = jobsMeant(screen);
			const name = jobs.length === 1 && jobs[0] ? nameOf(jobs[0]) : counted(jobs.length, 'job');
			return screen.change({dialog: {kind: 'save-job', urls: jobs.map(({address}) => address.url), name}});
		}
		case 'hex': {
			const lines = hexLines(cleanedTexts(state));
			if (lines.length === 0) return screen.notify({ok: true, said: safe`Nothing that is shown here was cleaned.`});
			return screen.change({dialog: {kind: 'hex', lines, selected: 0}});
		}
		case 'rerun':
			return job === null ? undefined : screen.change({dialog: {kind: 'rerun', url: job.address.url, openedAt}});
		case 'signIn':
			return job === null ? undefined : openSignIn(screen, job.address.url);
		case 'browse':
			return job === null ? undefined : browse(screen, job);
		case 'listColumns':
			return screen.change({dialog: {kind: 'columns', selected: 0}});
		case 'palette':
			return screen.change({
				dialog: {kind: 'palette', field: emptyInput, selected: 0, context: contextOf(state)},
			});
		case 'copyUrl':
			return job === null ? undefined : screen.notify(world.copy(safeText(job.address.url)));
		default:
			return;
	}
}

/** The jobs that a key for many means: the opened one, else the marked ones, else the selected one. */
function jobsMeant({state, world}: ScreenController): readonly WatchedJob[] {
	const urls = state.view.kind === 'job' ? [state.view.url] : targetsOf(state.selection);
	return urls.flatMap(url => world.monitor.jobs.get(url) ?? []);
}

/** The page of the job, or of the result or input that is selected or open: HTML is what a server answers unasked. */
function browse(screen: ScreenController, job: WatchedJob): void {
	const {world, state} = screen;
	const open = openParameters(state.view);
	const row = open && (state.value?.row ?? selectedRow(parametersNow(state)));
	const {url} = job.address;
	const page = row ? parameterUrl(url, linkTo(row.name.raw ?? row.name.safe, open.kind)) : url;
	void world.browse(page ?? url).then(outcome => screen.notify(outcome));
}

function refresh(screen: ScreenController): void {
	const {state, world, job} = screen;
	const targets = state.view.kind === 'job' ? [state.view.url] : targetsOf(state.selection);
	screen.parameters.forget(targets);
	void world.monitor.refresh(targets);
	const name = job?.label ?? job?.address.jobId ?? safe`the job`;
	screen.notify({
		ok: true,
		said: targets.length === 1 ? safe`Asking for ${name}.` : safe`Asking for ${targets.length} jobs.`,
	});
}

/** Said once all servers are asked. */
export function askingForAll(jobs: number): SafeText {
	return safe`Asking for all ${jobs} jobs.`;
}

/** Said of a cancel that waited for the job to execute and was taken back. */
export const askedNoMore: SafeText = safe`It will not be asked to cancel.`;
