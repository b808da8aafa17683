import type {Moment} from '../../monitor/clock.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {isUnread} from '../../monitor/job-need.ts';
import type {JobChange} from '../../monitor/jobs.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {Situation} from '../actions/action.ts';
import {type ActionName, actionNamed, actionOfKey, disabledReason, perform} from '../actions/actions.ts';
import {AwayWatch} from '../dialogs/away.ts';
import {pressInDialog} from '../dialogs/dialogs.ts';
import {nothingIn, offerPasted, pastedHere} from '../dialogs/paste.ts';
import {helpLineCount} from '../help/help-overlay.tsx';
import {aboutList, type Outcome} from '../list-edits.ts';
import {cancelWords, isOutcome} from '../panes/list/cancel-words.ts';
import {seenJobs} from '../panes/list/selection.ts';
import {isCounting, type Size, updateMessages} from '../panes/messages/state.ts';
import {
	isPlainList,
	isUrgent,
	mayMove,
	withAbout,
	withArrangedList,
	withCursorAtRest,
	withMessagesOf,
	withoutGone,
	withRows,
} from './derive.ts';
import {noticesAt, withNotice} from './notices.ts';
import {ParameterReader} from './parameter-tabs.ts';
import type {ScreenPort, ScreenWorld} from './port.ts';
import {
	contextOf,
	initialScreen,
	isSearchOpen,
	jobInHand,
	layoutNow,
	placeBelowHelp,
	type ScreenState,
} from './state.ts';
import {Debounce, Throttle} from './throttle.ts';
import {isSearchingValue, updateValue} from './value-view.ts';

/**
 * The cursor counts as resting after this many milliseconds, so that the pane shows the messages of its job. While a
 * key is held down, the list scrolls faster if the pane is not updated.
 */
const cursorRestsAfter = 80;
/**
 * The shortest time between two frames drawn for job updates, in milliseconds: frames are throttled when many updates
 * arrive.
 */
const newsEvery = 100;

/**
 * The notice about a letter that is not a key of any action, such as a letter of another alphabet.
 *
 * @param typed the letter
 */
export function foreignKey(typed: string): SafeText {
	return safe`${safeText(typed)} is not a key here. ? shows the keys; they need a Latin keyboard layout.`;
}

/**
 * The state of the screen, and the only place that changes it. Receives keys, pastes, resizes and the monitor's
 * updates, and reports when the screen has to be drawn: at once after a key, once a second for changes over time. It
 * listens to the monitor and runs one timer until `close` is called.
 */
export class ScreenController implements ScreenPort {
	readonly world: ScreenWorld;
	readonly #parameters: ParameterReader;
	readonly #listeners = new Set<() => void>();
	readonly #stops: (() => void)[] = [];
	#state: ScreenState;
	#version = 0;
	readonly #away: AwayWatch;
	#isTold = false;
	#hasToldForeignKey = false;
	/**
	 * Whether the order of the rows may be out of date: jobs were added or removed, or a job changed in a sorted or
	 * filtered list.
	 */
	#isListOld = true;
	/** The focus that was last reported to the monitor, as text for comparing. */
	#reportedFocus = '';
	/** Delays the pane while the cursor moves, so that it keeps showing the same job. */
	readonly #cursorRest: Debounce;
	readonly #news: Throttle;
	#stopTick: (() => void) | undefined;
	/**
	 * Whether a key was pressed since the controller last recorded that the operator looked at the job under the
	 * cursor.
	 */
	#isLookDue = false;

	constructor(world: ScreenWorld, size: Size, start: Partial<ScreenState> = {}) {
		this.world = world;
		this.#cursorRest = new Debounce(world.clock, cursorRestsAfter, () => this.#tell());
		this.#news = new Throttle(world.clock, newsEvery, () => this.#tell());
		this.#away = new AwayWatch(world.clock.now());
		this.#state = {...initialScreen(size, world.clock.now()), ...start};
		this.#parameters = new ParameterReader(world.monitor, change => this.change(change(this.#state)));
		this.#stops.push(
			world.monitor.jobs.listen(change => this.#heard(change)),
			world.monitor.listenToServers(() => this.#tell()),
		);
		// The first frame shows the jobs of the list, before any notice.
		this.#settle();
		this.#tick();
	}

	get state(): ScreenState {
		return this.#state;
	}

	/** A number that changes whenever the screen has to be drawn. */
	readonly version = (): number => this.#version;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Whether changes of jobs are refused at present. */
	get isReadOnly(): boolean {
		return this.world.isReadOnly || this.#state.isHeld;
	}

	/** The job that keys act on; `null` if there is none. */
	get job(): WatchedJob | null {
		const url = jobInHand(this.#state);
		return (url === null ? undefined : this.world.monitor.jobs.get(url)) ?? null;
	}

	/** The job whose messages the pane shows. It is the job that keys act on, unless the cursor is still moving. */
	get paneJob(): WatchedJob | null {
		const url = this.#state.messagesUrl;
		return (url === null ? undefined : this.world.monitor.jobs.get(url)) ?? null;
	}

	/** The job whose keys the footer shows. While the cursor moves, it is the job on which the cursor last rested. */
	get restedJob(): WatchedJob | null {
		return (this.#cursorRest.isPending ? this.paneJob : null) ?? this.job;
	}

	get situation(): Situation {
		return this.situationOf(this.job);
	}

	/** The facts that determine which actions are possible for a job at present. */
	situationOf(job: WatchedJob | null): Situation {
		return {
			job,
			jobs: this.world.monitor.jobs.size,
			marks: this.#state.view.kind === 'job' ? 0 : this.#state.selection.marks.size,
			isReadOnly: this.isReadOnly,
			asksForSignIn: this.world.monitor.asksForSignIn(job?.address.server),
			canUndo: this.#state.removal !== null,
			isFiltered: this.#state.filter !== '',
			isSearching: isSearchOpen(this.#state),
		};
	}

	/** The number of lines of the help at the current width. */
	get helpLines(): number {
		return helpLineCount(layoutNow(this.#state).width, placeBelowHelp(this.#state), this.situation);
	}

	/** The jobs with visible rows. */
	get seenJobs(): readonly WatchedJob[] {
		return this.jobsOf(seenJobs(this.#state.selection));
	}

	/** The jobs in the list that have the given URLs. */
	jobsOf(urls: readonly string[]): readonly WatchedJob[] {
		return urls.flatMap(url => this.world.monitor.jobs.get(url) ?? []);
	}

	/**
	 * Handles a key.
	 *
	 * @param name the name from `keyName`; `undefined` for a key that is not in the table of actions
	 * @param typed the character that the key types into a text field; empty if it types none
	 */
	press(name: string | undefined, typed: string): void {
		this.#noteLook();
		this.#isLookDue = true;
		this.#leaveTop();
		const context = contextOf(this.#state);
		const action = actionOfKey(name, context);
		if (action !== undefined && actionNamed(action).worksInDialogs) return perform(this, action);
		// The first key after an absence has no effect except to show which jobs have ended meanwhile.
		const away = this.#away.pressed(this.world.clock.now(), this.world.monitor.jobs.list);
		if (away && !this.#state.dialog) return this.change({dialog: away});
		if (this.#state.dialog) return pressInDialog(this, this.#state.dialog, name, typed);
		if (action === undefined) return this.#tellForeignKey(typed);
		if (context === 'list' && actionNamed(action).movesCursor) this.#cursorMoves();
		else this.#showPaneOfCursor();
		perform(this, action);
	}

	/** Shows a notice, once for each screen, that letters of another alphabet have no effect. */
	#tellForeignKey(typed: string): void {
		if (this.#hasToldForeignKey || !/^[^\p{ASCII}]+$/u.test(typed) || !/\p{L}/u.test(typed)) return;
		this.#hasToldForeignKey = true;
		this.notify({ok: false, notice: foreignKey(typed)});
	}

	/** Makes the cursor stay on its job from now on, even if other jobs come to the top of the list. */
	#leaveTop(): void {
		if (this.#state.followsTop) this.#state = {...this.#state, followsTop: false};
	}

	/** Called when the cursor moves. Keeps the order of the rows for a moment, and delays the update of the pane until the cursor stops moving. */
	#cursorMoves(): void {
		// The action that moves the cursor draws the new state.
		this.#state = {...this.#state, lastCursorKey: this.world.clock.now().mono};
		this.#cursorRest.call();
	}

	/** The time of the last key. */
	get lastKey(): Moment {
		return this.#away.lastKey;
	}

	/**
	 * Handles a paste. If a text field is open, the text is inserted there; otherwise a dialog offers to add the job
	 * URLs in the text. A paste never acts as keys.
	 */
	paste(text: string): void {
		this.#leaveTop();
		this.#showPaneOfCursor();
		const {dialog} = this.#state;
		if (dialog) return pressInDialog(this, dialog, undefined, text);
		const pasted = pastedHere(this, text);
		if (pasted.count === 0) return this.notify({ok: false, notice: nothingIn(pasted)});
		offerPasted(this, pasted);
	}

	resize(size: Size): void {
		this.#isListOld = true;
		this.change({size});
	}

	/** Changes the given properties of the screen's state. */
	change(change: Partial<ScreenState>): void {
		const before = this.#state;
		this.#state = {...before, ...change};
		if (this.#state.selection !== before.selection) this.#leaveTop();
		if (this.#state.sort !== before.sort || this.#state.filter !== before.filter) this.#isListOld = true;
		this.#tell();
	}

	/**
	 * Shows a notice in the last line in place of the current one.
	 *
	 * @param about the subject of the notice, see {@link Notice}
	 */
	notify({notice, ok, offers, ...outcome}: Outcome, about = outcome.about): void {
		this.change(withNotice(this.#state, {text: notice, isBad: !ok, about, offers}, this.world.clock.now().mono));
	}

	/** Waits for an edit of the list, then shows its outcome. */
	edit(edit: Promise<Outcome>): void {
		void edit.then(
			outcome => this.notify(outcome, outcome.isPending ? aboutList : outcome.about),
			() => this.notify({ok: false, notice: safe`NOT SAVED: the list could not be changed.`}),
		);
	}

	/** Marks the results and inputs of these jobs as outdated, so that they are read again when they are next shown. */
	forgetValues(urls: readonly string[]): void {
		this.#parameters.forget(urls);
	}

	/** Updates the state to the current jobs at once, for callers that cannot wait until the screen is next drawn. */
	catchUp(): void {
		this.#settle();
	}

	/** Draws the current state. If the terminal does not accept output, drawing is postponed. */
	draw(): void {
		if (this.world.isBlocked()) return;
		this.#version++;
		for (const listener of this.#listeners) listener();
	}

	close(): void {
		this.#stopTick?.();
		this.#cursorRest.cancel();
		this.#news.cancel();
		for (const stop of this.#stops) stop();
		this.#listeners.clear();
	}

	#heard({before, after}: JobChange): void {
		const isMember = before !== undefined && after !== undefined;
		if (!isMember || mayMove(this.#state, before, after, this.world.clock.now())) this.#isListOld = true;
		if (!isMember || isUrgent(before, after)) this.#news.call();
		if (isMember) this.#tellCancel(before, after);
	}

	/**
	 * Shows the outcome of a cancel in a notice, because the row of the job may be too narrow for it, or not visible.
	 */
	#tellCancel(before: WatchedJob, after: WatchedJob): void {
		const {cancel, address} = after;
		if (cancel === null || cancel === before.cancel || !isOutcome(cancel)) return;
		const notice = safe`${jobName(after)}: ${cancelWords(cancel)}`;
		this.notify({ok: cancel.step === 'cancelled', notice}, address.url);
	}

	/** Shows the messages of the selected job at once, because the next key may act on them. */
	#showPaneOfCursor(): void {
		if (!this.#cursorRest.isPending) return;
		this.#cursorRest.cancel();
		this.#settle();
	}

	/**
	 * Updates everything that depends on the jobs and the size, once for all changes within one turn of the event loop.
	 */
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
		const {jobs} = this.world.monitor;
		const now = this.world.clock.now();
		this.#state = withRows(withoutGone(this.#state, jobs));
		if (this.#isListOld) {
			// A list that is sorted by a value that changes over time is arranged for every frame. Other lists are
			// arranged when a job changes its group.
			this.#isListOld = !isPlainList(this.#state) && this.#state.sort.by !== 'attention';
			this.#state = withArrangedList(this.#state, jobs, now);
		}
		if (this.#state.followsTop) {
			const unreachable = new Set(this.world.monitor.servers.flatMap(({origin, outage}) => (outage ? [origin] : [])));
			this.#state = withCursorAtRest(this.#state, jobs, origin => unreachable.has(origin));
		}
		const {situation} = this;
		const isPossible = (action: ActionName) => disabledReason(action, situation) === undefined;
		this.#state = {...this.#state, ...noticesAt(this.#state, now.mono, isPossible)};
		this.#state = withMessagesOf(this.#state, this.restedJob);
		const {messages, value} = this.#state;
		if (isCounting(messages) || (value && isSearchingValue(value))) setImmediate(() => this.#count());
		this.#state = this.#parameters.settle(withAbout(this.#state));
		this.#setFocus();
		if (!this.#isLookDue || this.#cursorRest.isPending) return;
		this.#isLookDue = false;
		this.#noteLook();
	}

	/**
	 * Records that the operator has seen the job under the cursor, unless the cursor is still moving. It is called after
	 * a key and when the cursor comes to rest.
	 */
	#noteLook(): void {
		if (this.#cursorRest.isPending) return;
		const {job} = this;
		if (job && isUnread(job, this.world.clock.now())) this.world.monitor.lookedAt(job.address.url);
	}

	/** Counts the hits of a search in small steps, so that keys are handled between them. */
	#count(): void {
		const {value} = this.#state;
		if (value && isSearchingValue(value)) this.change({value: updateValue(value, {type: 'count'})});
		if (isCounting(this.#state.messages))
			this.change({messages: updateMessages(this.#state.messages, {type: 'count'})});
	}

	/** Tells the monitor which jobs the operator is looking at, if they have changed. */
	#setFocus(): void {
		const {view, selection, messagesUrl} = this.#state;
		const hasPane = view.kind === 'job' ? view.tab === 'messages' : layoutNow(this.#state).pane > 0;
		const selected = view.kind === 'job' ? view.url : selection.selected;
		const shown = view.kind === 'job' ? [] : seenJobs(selection);
		const open = hasPane ? messagesUrl : null;
		const focus = `${selected} ${open} ${shown.join(' ')}`;
		if (focus === this.#reportedFocus) return;
		this.#reportedFocus = focus;
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
