import type {Clock, Moment} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import type {JobChange} from '../../monitor/jobs.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {nothingIn, type Pasted, pastedIn} from '../dialogs/paste.ts';
import {actionOfKey, disabledReason} from '../key-lookup.ts';
import type {ActionName, Situation} from '../actions/actions.ts';
import {aboutList, type ListEdits, type Outcome} from '../list-edits.ts';
import {updateAboutScroll} from '../panes/about/about-scroll.ts';
import {cancelWords, isOutcome} from '../panes/list/cancel-words.ts';
import {seenJobs, updateSelection} from '../panes/list/selection.ts';
import {initialMessages, isCounting, type Size, updateMessages} from '../panes/messages/state.ts';
import type {Saver} from '../saver.ts';
import type {SignInService} from '../sign-in-service.ts';
import {arrangedJobs, isPlainList} from './arrangement.ts';
import {AwayWatch} from './away-watch.ts';
import {pressInDialog} from './dialog-keys.ts';
import {type Notices, noticesAt, withNotice} from './notices.ts';
import {Pace, Rest} from './pace.ts';
import {ParameterReader} from './parameter-tabs.ts';
import {perform} from '../actions/job.ts';
import {contextOf, initialScreen, jobInHand, layoutNow, type ScreenState} from './state.ts';
import {isUrgent} from './urgent.ts';
import {countedValue, isSearchingValue} from './value-view.ts';
import {isCursorKey} from '../actions/open.ts';

/** What the screen needs of the world below it. */
export type ScreenWorld = {
	readonly monitor: Monitor;
	readonly clock: Clock;
	readonly edits: ListEdits;
	readonly saver: Saver;
	readonly signIn: SignInService;
	readonly isReadOnly: boolean;
	/** Copies to the terminal's clipboard; gives the sentence that says what was done. */
	readonly copy: (text: SafeText) => Outcome;
	/** Opens a page where the operator sits; gives the sentence that says what was done. */
	readonly browse: (url: string) => Promise<Outcome>;
	readonly redraw: () => void;
	readonly suspend: () => void;
	readonly quit: () => void;
	/** Whether the terminal takes nothing at present: then there is no point in drawing. */
	readonly isBlocked: () => boolean;
};

/**
 * Milliseconds after which a cursor has come to rest, and the pane shows the messages of its job: a key that is held runs
 * through a list without them, and the row that was meant is seen sooner.
 */
const cursorRestsAfter = 80;
/** Milliseconds between frames that news of jobs ask for, when there are many. */
const newsEvery = 100;

/**
 * The screen without its drawing: takes keys, pastes, sizes and the monitor's news, keeps the state, and tells when there
 * is something new to draw. What an operator waits for is told at once; what changes by itself once a second, together.
 *
 * Listens to the monitor and runs one timer; `close` ends both.
 */
export class ScreenController {
	readonly world: ScreenWorld;
	readonly parameters: ParameterReader;
	readonly #listeners = new Set<() => void>();
	readonly #stops: (() => void)[] = [];
	#state: ScreenState;
	#version = 0;
	readonly #away: AwayWatch;
	#isTold = false;
	/** Jobs joined or left since the list was arranged, or changed while it is sorted or filtered. */
	#isListOld = true;
	#gaze = '';
	/** While the cursor is on its way, the pane stays with the job that it shows. */
	readonly #cursorRest: Rest;
	readonly #news: Pace;
	#stopTick: (() => void) | undefined;

	constructor(world: ScreenWorld, size: Size, start: Partial<ScreenState> = {}) {
		this.world = world;
		this.#cursorRest = new Rest(world.clock, cursorRestsAfter, () => this.#tell());
		this.#news = new Pace(world.clock, newsEvery, () => this.#tell());
		this.#away = new AwayWatch(world.clock.now());
		this.#state = {...initialScreen(size, world.clock.now()), ...start};
		this.parameters = new ParameterReader(world.monitor, change => this.change(change(this.#state)));
		this.#stops.push(
			world.monitor.jobs.listen(change => this.#heard(change)),
			world.monitor.listenToServers(() => this.#tell()),
		);
		// The first frame shows the jobs on the list. It is drawn before any notice.
		this.#settle();
		this.#tick();
	}

	get state(): ScreenState {
		return this.#state;
	}

	/** Another number whenever there is something new to draw. */
	readonly version = (): number => this.#version;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Whether what changes jobs is refused at present. */
	get isReadOnly(): boolean {
		return this.world.isReadOnly || this.#state.isHeld;
	}

	/** The job that keys act on. */
	get job(): WatchedJob | null {
		const url = jobInHand(this.#state);
		return (url === null ? undefined : this.world.monitor.jobs.get(url)) ?? null;
	}

	/** The job whose messages the pane shows: the one that keys act on, once the cursor has come to rest. */
	get paneJob(): WatchedJob | null {
		const url = this.#state.messagesUrl;
		return (url === null ? undefined : this.world.monitor.jobs.get(url)) ?? null;
	}

	/** The job that what is shown below the list speaks of: while the cursor is on its way, the one where it rested last. */
	get restedJob(): WatchedJob | null {
		return (this.#cursorRest.isAwaited ? this.paneJob : null) ?? this.job;
	}

	get situation(): Situation {
		return this.situationOf(this.job);
	}

	/** What keys can do with a job at present. */
	situationOf(job: WatchedJob | null): Situation {
		return {
			job,
			jobs: this.world.monitor.jobs.size,
			marks: this.#state.selection.marks.size,
			isReadOnly: this.isReadOnly,
			asksForSignIn: this.world.monitor.asksForSignIn(job?.address.server),
			canUndo: this.#state.canUndo,
		};
	}

	/** The jobs whose rows are on the screen. */
	get seenJobs(): readonly WatchedJob[] {
		return seenJobs(this.#state.selection).flatMap(url => this.world.monitor.jobs.get(url) ?? []);
	}

	/**
	 * A key was pressed.
	 *
	 * @param name as `keyName` gives it; `undefined` for what the key table does not know
	 * @param typed the character that it types, for text fields; empty where it types none
	 */
	press(name: string | undefined, typed: string): void {
		if (name === 'Ctrl-C') return this.world.quit();
		if (name === 'Ctrl-L') return this.world.redraw();
		if (name === 'Ctrl-Z') return this.world.suspend();
		// The key that somebody comes back with does nothing but show what has ended meanwhile.
		const away = this.#away.pressed(this.world.clock.now(), this.world.monitor.jobs.list);
		if (away && !this.#state.dialog) return this.change({dialog: away});
		if (this.#state.dialog) return pressInDialog(this, this.#state.dialog, name, typed);
		const action = actionOfKey(name, contextOf(this.#state));
		if (action === undefined) return;
		if (isCursorKey(this.#state, action)) this.#cursorRest.begin();
		else this.#showPaneOfCursor();
		this.doAction(action);
	}

	/** When the last key was pressed. */
	get lastKey(): Moment {
		return this.#away.lastKey;
	}

	/** Does an action, or says why it cannot be done now. */
	doAction(action: ActionName): void {
		const reason = disabledReason(action, this.situation);
		if (reason === undefined) perform(this, action);
		else this.notify({ok: false, said: notNow(reason)});
	}

	/** Text was pasted: in a field it is typed; elsewhere job URLs in it are offered to be added. It is never keys. */
	paste(text: string): void {
		this.#showPaneOfCursor();
		const {dialog} = this.#state;
		if (dialog) return pressInDialog(this, dialog, undefined, text);
		const pasted = this.pasted(text);
		if (pasted.count === 0) return this.notify({ok: false, said: nothingIn(pasted)});
		this.offer(pasted);
	}

	/** What a text holds that could be added. */
	pasted(text: string): Pasted {
		return pastedIn(text, url => this.world.monitor.jobs.get(url) !== undefined);
	}

	/** Asks whether job URLs are to be added. */
	offer(pasted: Pasted): void {
		this.change({dialog: {kind: 'paste', ...pasted, openedAt: this.world.clock.now().mono}});
	}

	resize(size: Size): void {
		this.change({size});
	}

	/** Changes what is shown. */
	change(change: Partial<ScreenState>): void {
		const before = this.#state;
		this.#state = {...before, ...change};
		if (this.#state.sort !== before.sort || this.#state.filter !== before.filter) this.#isListOld = true;
		this.#tell();
	}

	/** Shows a notice in the last line, in place of the one there. @param about see {@link Notice} */
	notify({said, ok, offers, ...outcome}: Outcome, about = outcome.about): void {
		this.change(withNotice(this.#state, {said, isBad: !ok, about, offers}, this.world.clock.now().mono));
	}

	/** Does an edit of the list, and says what came of it. */
	edit(edit: Promise<Outcome>): void {
		void edit.then(
			outcome => this.notify(outcome, outcome.isPending ? aboutList : outcome.about),
			() => this.notify({ok: false, said: safe`NOT SAVED: the list could not be changed.`}),
		);
	}

	/** Brings what is shown up to date with the jobs now, for who cannot wait until it is drawn. */
	catchUp(): void {
		this.#settle();
	}

	/** Has the screen drawn as it now is, unless the terminal takes nothing: then once it does. */
	draw(): void {
		if (this.world.isBlocked()) return;
		this.#version++;
		for (const listener of this.#listeners) listener();
	}

	close(): void {
		this.#stopTick?.();
		this.#cursorRest.end();
		this.#news.close();
		for (const stop of this.#stops) stop();
		this.#listeners.clear();
	}

	#heard({before, after}: JobChange): void {
		const isMember = before !== undefined && after !== undefined;
		if (!isMember || !isPlainList(this.#state)) this.#isListOld = true;
		if (!isMember || isUrgent(before, after)) this.#news.call();
		if (isMember) this.#tellCancel(before, after);
	}

	/** Shows the outcome of a cancel in full, as the row of its job may have no room for it or be out of view. */
	#tellCancel(before: WatchedJob, {cancel, label, address}: WatchedJob): void {
		if (cancel === null || cancel === before.cancel || !isOutcome(cancel)) return;
		const said = safe`${label ?? address.jobId}: ${cancelWords(cancel)}`;
		this.notify({ok: cancel.step === 'cancelled', said}, address.url);
	}

	/** What is done next may be about the messages: then they are those of the job that is selected. */
	#showPaneOfCursor(): void {
		if (!this.#cursorRest.isAwaited) return;
		this.#cursorRest.end();
		this.#settle();
	}

	/** Brings everything that follows from the jobs and the size up to date, once for all that happens in one turn. */
	#tell(): void {
		if (this.#isTold) return;
		this.#isTold = true;
		queueMicrotask(() => {
			this.#isTold = false;
			this.#settle();
			this.draw();
		});
	}

	#settle(): void {
		const {monitor} = this.world;
		this.#closeWhatIsGone();
		const layout = layoutNow(this.#state);
		let {selection} = this.#state;
		if (selection.height !== layout.rows)
			selection = updateSelection(selection, {type: 'resized', height: layout.rows});
		if (this.#isListOld) {
			const shown = arrangedJobs(this.#state, monitor, this.world.clock.now());
			this.#isListOld = !isPlainList(this.#state);
			selection = updateSelection(selection, {
				type: 'listed',
				shown,
				known: {has: url => monitor.jobs.get(url) !== undefined},
			});
		}
		this.#state = {...this.#state, selection, ...this.#noticesNow()};
		this.#settleMessages({width: layout.width, height: layout.pane});
		this.#settleTab();
		this.#setFocus();
	}

	#noticesNow(): Notices {
		const {situation} = this;
		const isPossible = (action: ActionName) => disabledReason(action, situation) === undefined;
		return noticesAt(this.#state, this.world.clock.now().mono, isPossible);
	}

	#closeWhatIsGone(): void {
		const {view, dialog} = this.#state;
		const isHere = (url: string) => this.world.monitor.jobs.get(url) !== undefined;
		if (view.kind === 'job' && !isHere(view.url)) this.#state = {...this.#state, view: {kind: 'list'}, value: null};
		if (dialog && 'url' in dialog && !isHere(dialog.url)) this.#state = {...this.#state, dialog: null};
	}

	#settleMessages(size: Size): void {
		const {messagesUrl, messages: before} = this.#state;
		const job = this.restedJob;
		const url = job?.address.url ?? null;
		const {wraps, level} = before;
		let messages = url === messagesUrl ? before : {...initialMessages, wraps, level};
		messages = updateMessages(messages, {type: 'resize', size});
		messages = updateMessages(messages, {
			type: 'messages',
			messages: job?.messages.list ?? [],
			replaced: job?.messages.replaced?.count ?? 0,
		});
		const {value} = this.#state;
		if (isCounting(messages) || (value && isSearchingValue(value))) setImmediate(() => this.#count());
		this.#state = {...this.#state, messages, messagesUrl: url};
	}

	/** Counts the hits of a search a piece at a time, so that keys are answered in between. */
	#count(): void {
		const {value} = this.#state;
		if (value && isSearchingValue(value)) this.change({value: countedValue(value)});
		if (isCounting(this.#state.messages))
			this.change({messages: updateMessages(this.#state.messages, {type: 'count'})});
	}

	#settleTab(): void {
		const {view} = this.#state;
		if (view.kind === 'job' && view.tab === 'about') {
			const aboutScroll = updateAboutScroll(this.#state.aboutScroll, {type: 'opened', url: view.url});
			this.#state = {...this.#state, aboutScroll};
		}
		this.#state = this.parameters.settle(this.#state);
	}

	/** Tells the monitor what the operator looks at, when it is something else than before. */
	#setFocus(): void {
		const {view, selection, messagesUrl} = this.#state;
		const hasPane = view.kind === 'job' ? view.tab === 'messages' : layoutNow(this.#state).pane > 0;
		const selected = view.kind === 'job' ? view.url : selection.selected;
		const shown = view.kind === 'job' ? [] : seenJobs(selection);
		const open = hasPane ? messagesUrl : null;
		const gaze = `${selected} ${open} ${shown.join(' ')}`;
		if (gaze === this.#gaze) return;
		this.#gaze = gaze;
		this.world.monitor.setFocus({selected, shown, open});
	}

	#tick(): void {
		const now: Moment = this.world.clock.now();
		this.#state = {...this.#state, now};
		if (!isPlainList(this.#state)) this.#isListOld = true;
		this.#tell();
		this.#stopTick = this.world.clock.after(1000 - (now.epoch % 1000) + 2, () => this.#tick());
	}
}

/** Said of a key that can do nothing at present. */
export function notNow(reason: SafeText): SafeText {
	return safe`Not now: ${reason}.`;
}
