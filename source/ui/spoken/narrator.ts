import type {Clock} from '../../monitor/clock.ts';
import {jobName} from '../../monitor/job.ts';
import {counted} from '../../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {type Context, contextsOf} from '../actions/action.ts';
import {actionList, disabledReason, notNow} from '../actions/actions.ts';
import {dialogFields, dialogText, lastLineOf} from '../dialogs/dialogs.ts';
import {tallyOf} from '../header/tally.ts';
import {gpjobsSections} from '../panes/about/seen-by-gpjobs.ts';
import {serverSections} from '../panes/about/sent-by-server.ts';
import {columnTitles} from '../panes/list/heading.ts';
import {messagesPlaceholder} from '../panes/messages/pane.tsx';
import type {ScreenController} from '../screen/controller.ts';
import {outagesOf} from '../screen/header-facts.ts';
import {parametersNow, parametersPlaceholder} from '../screen/parameter-tabs.ts';
import {contextOf} from '../screen/state.ts';
import {jobSentence} from './spoken-job.ts';
import {parameterUtterances, textUtterances, type Utterance, valueUtterances} from './spoken-value.ts';

/** The shortest time in milliseconds between two announcements about jobs that are still running. */
const milestoneEvery = 60_000;

/**
 * Announces the screen to a screen reader as lines that are only ever appended. They say what has changed since the
 * last announcement.
 *
 * The narrator reads the same state that is otherwise drawn, so every key has its usual effect.
 */
export class Narrator {
	readonly #screen: ScreenController;
	readonly #say: (line: SafeText) => void;
	readonly #clock: Clock;
	#heard = new Map<string, ReadonlySet<string>>();
	#saidAt: number;
	/** The last lines announced, which are not repeated immediately. */
	#lastLines: readonly SafeText[] = [];
	/** Whether the first answers have been announced. They come all at once and are announced together. */
	#isGreeted = false;

	constructor(screen: ScreenController, clock: Clock, say: (line: SafeText) => void) {
		this.#screen = screen;
		this.#clock = clock;
		this.#saidAt = clock.now().mono;
		this.#say = line => {
			this.#saidAt = clock.now().mono;
			this.#lastLines = [...this.#lastLines.slice(-2), line];
			say(line);
		};
	}

	/** Announces the notices and facts that the user should know at the start. */
	begin(): void {
		this.#say(greeting);
		if (this.#isGreeted) this.#say(this.#tally());
		else this.#say(safe`${counted(this.#screen.world.monitor.jobs.size, 'job')} in the list, being asked.`);
	}

	/** Announces a line that is not part of the screen. */
	tell(line: SafeText): void {
		this.#say(line);
	}

	/**
	 * Announces changes of a job. The messages that arrived in the same answer are announced before them if they are
	 * visible.
	 */
	tellNews(lines: readonly SafeText[]): void {
		if (lines.length === 0) return;
		this.#screen.catchUp();
		this.narrate();
		for (const line of lines) this.tell(line);
	}

	/** Announces everything on the screen that is new since the last call. */
	narrate(): void {
		const {state} = this.#screen;
		this.#hear('paused', state.isPaused ? [{key: 'paused', text: safe`Polling is paused. P goes on.`}] : []);
		this.#hear('servers', this.#servers());
		this.#hear('filter', [{key: state.filter, text: this.#filterWords()}], state.filter === '');
		this.#hear(
			'sort',
			[{key: `${state.sort.by} ${state.sort.isInverted}`, text: this.#sortWords()}],
			!this.#heard.has('sort'),
		);
		this.#hear('place', [this.#place()], !this.#heard.has('place'));
		this.#hear('help', state.helpTop === null ? [] : this.#help());
		this.#hear('content', state.helpTop === null ? this.#content() : []);
		this.#hear('dialog', this.#dialog());
		this.#hear('typed', this.#typed());
		this.#hear(
			'notice',
			state.notices.slice(0, 1).map(({text}) => ({key: text, text})),
		);
		this.#greet();
		this.#milestone();
	}

	#greet(): void {
		const {monitor} = this.#screen.world;
		const isWaiting = monitor.jobs.list.some(({lastAnswer, trouble}) => lastAnswer === null && trouble === null);
		if (this.#isGreeted || monitor.jobs.size === 0 || isWaiting) return;
		this.#isGreeted = true;
		this.#say(this.#tally());
		for (const {text} of this.#selected()) if (!this.#lastLines.includes(text)) this.#say(text);
	}

	/** Announces those utterances of a part of the screen whose keys were not in that part at the last call. */
	#hear(part: string, utterances: readonly Utterance[], isSilent = false): void {
		const before = this.#heard.get(part);
		this.#heard.set(part, new Set(utterances.map(({key}) => key)));
		if (isSilent) return;
		for (const {key, text} of utterances) if (!before?.has(key)) this.#say(text);
	}

	#place(): Utterance {
		const {state, job} = this.#screen;
		const context = contextOf(state);
		if (state.view.kind === 'list')
			return context === 'messages' && job
				? {key: `pane ${job.address.url}`, text: safe`The messages of ${jobName(job)}.`}
				: {key: 'list', text: safe`The list.`};
		const name = job === null ? safe`the job` : jobName(job);
		const value = state.value ? safe` Value: ${state.value.row.name.safe}.` : safe``;
		const tab = safeText(`${state.view.tab.charAt(0).toUpperCase()}${state.view.tab.slice(1)}`);
		return {key: `${state.view.url} ${tab} ${value} ${context}`, text: safe`Job ${name}. Tab: ${tab}.${value}`};
	}

	#content(): readonly Utterance[] {
		const {state, job, world} = this.#screen;
		const context = contextOf(state);
		if (context === 'list') return this.#selected();
		if (context === 'about' && job) {
			const outage = outagesOf(this.#screen).get(job.address.server);
			const sections = [
				...gpjobsSections(job, state.now, outage, world.signIn.signedInAs(job.address.server)),
				...serverSections(job, state.now),
			];
			return sections.flatMap(({title, facts}) => [
				{key: title, text: safe`${title}:`},
				// Ages change all the time, so the key omits the value. Facts are announced again when the tab is
				// opened again.
				...facts.map(({name, value}, index) => ({
					key: `${title} ${index}`,
					text: name === '' ? value : safe`${name}: ${value}`,
				})),
			]);
		}
		if (context === 'messages') {
			const rows = textUtterances(state.messages);
			return rows.length > 0 ? rows : [{key: 'none', text: messagesPlaceholder(job)}];
		}
		if (state.value) return valueUtterances(state.value);
		const kind = state.view.kind === 'job' && state.view.tab === 'inputs' ? 'inputs' : 'results';
		const known = job && world.monitor.jobs.get(job.address.url);
		return parameterUtterances(parametersNow(state), parametersPlaceholder(known ?? null, kind));
	}

	#selected(): readonly Utterance[] {
		const {state, job} = this.#screen;
		const {shown, marks} = state.selection;
		if (job === null)
			return [
				{
					key: 'nothing',
					text: shown.length === 0 ? safe`The list is empty. a adds a job.` : safe`Nothing is selected.`,
				},
			];
		const {url, server} = job.address;
		const place = {number: shown.indexOf(url) + 1, of: shown.length, isMarked: marks.has(url)};
		const text = jobSentence(job, place, state.now, outagesOf(this.#screen).get(server));
		return [{key: `${url} ${place.isMarked}`, text}];
	}

	#servers(): readonly Utterance[] {
		return this.#screen.world.monitor.servers.flatMap(({origin, outage}) =>
			outage === null ? [] : [{key: `${origin} ${outage.fault.kind}`, text: safe`Server: ${outage.fault.sentence}`}],
		);
	}

	#help(): readonly Utterance[] {
		const {situation} = this.#screen;
		return actionList.map(([name, action]) => {
			const {keys, label} = action;
			const reason = disabledReason(name, situation);
			const not = reason === undefined ? safe`` : safe` ${notNow(reason)}`;
			return {
				key: name,
				text: safe`${spokenKeys(keys)}: ${label}${whereWords(contextsOf(action))}.${not}`,
			};
		});
	}

	#dialog(): readonly Utterance[] {
		const {dialog} = this.#screen.state;
		const text = dialog && dialogText(dialog, this.#screen);
		// Announced once after a dialog was open.
		const wasOpen = (this.#heard.get('dialog')?.size ?? 0) > 0;
		if (!dialog) return wasOpen ? [{key: 'none', text: dialogClosed}] : [];
		const lastLine = lastLineOf(dialog);
		if (lastLine) return [{key: dialog.kind, text: lastLine.prompt}];
		if (!text) return [];
		const chosen = text.list?.lines[text.list.selected];
		return [
			{key: `${dialog.kind} ${text.title}`, text: text.title},
			...text.facts.map(([name, value]) => ({key: `${name} ${withoutAge(value)}`, text: safe`${name}: ${value}`})),
			...text.notes.map(note => ({key: note, text: note})),
			...text.keys.map(([key, what]) => ({key: `${key} ${what}`, text: safe`${key}: ${what}`})),
			...(text.list?.isReadOut ? text.list.lines.map(line => ({key: `line ${withoutAge(line)}`, text: line})) : []),
			...(chosen === undefined ? [] : [{key: `chosen ${withoutAge(chosen)}`, text: safe`Selected: ${chosen}`}]),
		];
	}

	/** Returns the text in the focused field so far, as a line to announce. */
	#typed(): readonly Utterance[] {
		const {dialog} = this.#screen.state;
		const field = dialog && dialogFields(dialog).find(({isFocused}) => isFocused);
		const spoken = field?.spoken ?? null;
		return spoken === null ? [] : [{key: spoken, text: spoken}];
	}

	#filterWords(): SafeText {
		const {filter, selection} = this.#screen.state;
		if (filter === '') return safe`No filter.`;
		return filteredWords(filter, selection.shown.length);
	}

	#milestone(): void {
		const {monitor} = this.#screen.world;
		if (this.#clock.now().mono - this.#saidAt < milestoneEvery) return;
		if (monitor.jobs.list.some(({state}) => state === 'running' || state === 'queued')) this.#say(this.#tally());
	}

	#sortWords(): SafeText {
		const {by, isInverted} = this.#screen.state.sort;
		const order =
			by === 'attention'
				? safe`what needs a look first`
				: by === 'added'
					? safe`as they were added`
					: safe`by ${safeText(columnTitles[by].toLowerCase())}`;
		return safe`Order of the list: ${order}${isInverted ? safe`, inverted` : safe``}.`;
	}

	#tally(): SafeText {
		const {world} = this.#screen;
		const {jobs, counts, stale, kept} = tallyOf(world.monitor.jobs.list, this.#clock.now());
		const parts = [...Object.entries(counts), ['stale', stale] as const, ['known from before', kept] as const];
		const words = parts.filter(([, number]) => number > 0).map(([name, number]) => safe`${number} ${safeText(name)}`);
		return safe`${counted(jobs, 'job')}${words.length === 0 ? safe`` : safe`: ${joinSafe(words, safe`, `)}`}.`;
	}
}

/**
 * Returns the text of a dialog without the age of a status, so that the text is not announced again whenever the age
 * changes.
 */
function withoutAge(text: SafeText): string {
	return text.replaceAll(/, as of .*? ago/g, '').replaceAll(/\s+/g, ' ');
}

function spokenKeys(keys: readonly string[]): SafeText {
	return joinSafe(
		keys.map(key => names[key] ?? safeText(key)),
		safe` or `,
	);
}

/** The words for symbols that a screen reader may skip. */
const names: Readonly<Record<string, SafeText>> = {
	'↑': safe`Up`,
	'↓': safe`Down`,
	'←': safe`Left`,
	'→': safe`Right`,
	'/': safe`slash`,
	':': safe`colon`,
	'?': safe`question mark`,
	'*': safe`star`,
	'<': safe`less than`,
	'>': safe`greater than`,
	'+': safe`plus`,
	'-': safe`minus`,
	'=': safe`equals`,
};

function whereWords(contexts: readonly Context[]): SafeText {
	return contexts.length > 3 ? safe`` : safe`, in ${joinSafe(contexts.map(safeText), safe` and `)}`;
}

/** The first line in accessible mode. */
export const greeting: SafeText = safe`gpjobs in accessible mode: lines are only added. The keys are the usual ones: question mark reads them, q ends.`;

/** The line after a dialog was closed. */
export const dialogClosed: SafeText = safe`Dialog closed.`;

/** The line that announces a filter and how many jobs match it. */
export function filteredWords(filter: SafeText, shown: number): SafeText {
	return safe`Filter: ${filter}. ${counted(shown, 'job')} shown.`;
}
