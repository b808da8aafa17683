import process from 'node:process';
import {newsOf} from '../monitor/job-news.ts';
import type {JobChange} from '../monitor/jobs.ts';
import {type Engine, startEngine} from '../session/engine.ts';
import {newsLine} from '../session/job-lines.ts';
import {listEdits} from '../session/list-edits.ts';
import {Notifier} from '../session/notifier.ts';
import {listed, type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import type {Preferences} from '../session/preferences.ts';
import {screenSaver} from '../session/saver.ts';
import {signInService} from '../session/sign-in-service.ts';
import {inWorker, StorageSync} from '../session/storage-sync.ts';
import {readingInWgs84, ValueSaver} from '../session/value-saver.ts';
import {readLastView} from '../store/last-view.ts';
import {askTerminal} from '../terminal/ask-terminal.ts';
import {capabilities, questionsFor} from '../terminal/capabilities.ts';
import {loadPart, loadPartsWhenIdle} from '../text/late-part.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {Screen, ScreenOptions} from '../ui/screen.tsx';
import {viewRefusal, viewToSave, viewToShow} from './chosen-view.ts';
import {debugAfterScreen, debugBesideScreen} from './debug-lines.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {parseUrls, tokenNotice} from './pasted-urls.ts';
import {watchPlainly} from './plain-watch.ts';
import {say} from './print.ts';
import {caughtSignal} from './signals.ts';
import {surroundings} from './surroundings.ts';
import {reportError, reportErrorsTo, uncaughtError} from './uncaught-errors.ts';
import {withoutList} from './without-storage.ts';

/** Runs `gpjobs [URL…]`: opens the live monitor on the saved list; without a terminal it prints plain lines. */
export async function watch(invocation: Invocation): Promise<ExitCode> {
	const parsed = parseUrls(invocation.operands, Date.now());
	if (parsed.refused.length > 0) {
		for (const sentence of parsed.refused) say(sentence);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'writing');
	const refusal = viewRefusal(invocation.flags, opensScreen(invocation, opened.preferences));
	if (refusal !== undefined) {
		say(refusal);
		return exitCodes.usage;
	}
	const change = parsed.jobs.length > 0 ? await opened.storage?.addJobs(parsed.jobs, 'leave') : undefined;
	const held = inWorker(opened);
	const notices = [...opened.notices];
	if (!opened.home.ok) notices.push(notSaved(opened.home.sentence));
	if (change && !change.ok) notices.push(notSaved(change.sentence));
	const tokenWords = tokenNotice(parsed);
	if (tokenWords) notices.push(tokenWords);
	notices.push(...parsed.notices);
	const engine = await startEngine(invocation, held);
	notices.push(...engine.access.notices);
	for (const [origin, token] of parsed.tokens) engine.showToken(origin, token);
	const saved = change?.ok ? change.jobs : [...opened.saved, ...parsed.jobs];
	const known = await listed(saved, opened.storage);
	return runMonitor(invocation, {...held, notices: [...notices, ...known.notices]}, engine, () =>
		engine.monitor.watch(known.listed),
	);
}

/**
 * Runs the monitor until the user quits or, if there is no terminal, until all jobs have ended.
 *
 * @param begin adds the first jobs to the monitor
 */
export async function runMonitor(
	invocation: Invocation,
	opened: OpenedStorage,
	engine: Engine,
	begin: () => void,
): Promise<ExitCode> {
	const {flags, environment} = invocation;
	const {monitor} = engine;
	const {preferences} = opened;
	const around = surroundings(environment, preferences);
	const hasScreen = opensScreen(invocation, preferences);
	const questions = hasScreen && !preferences.isAccessible ? questionsFor(around) : undefined;
	// The terminal answers while the screen is loaded.
	const asking = questions && askTerminal(questions, {input: process.stdin, output: process.stdout});
	// The screen is loaded before the first poll loads the HTTP client, so that the first frame comes early.
	const open = hasScreen ? await screenOpener(preferences.isAccessible) : undefined;
	const can = capabilities({...around, answers: await asking});
	opened.storage?.endProcessDespiteDisk();
	const signal = caughtSignal();
	const sync = new StorageSync(opened, engine, say);
	let onFailure = (sentence: SafeText) => say(sentence);
	let tellTrust = (sentence: SafeText) => say(sentence);
	const stopFollowingAccess = engine.access.follow(
		() => {
			for (const {origin} of monitor.servers) monitor.retry(origin);
		},
		sentence => tellTrust(sentence),
	);
	begin();
	const stopLoading = loadPartsWhenIdle();
	const notifierOf = (write: ((bytes: string) => void) | undefined) =>
		new Notifier({
			monitor,
			...preferences.notify,
			environment,
			write,
			onFailure: sentence => onFailure(sentence),
		});

	let isTold: Promise<void> = Promise.resolve();
	/** Whether the user is waiting for the program to end; false if the program ends because all jobs have ended. */
	let isHurried = true;
	async function run(): Promise<ExitCode> {
		if (!open) {
			for (const notice of opened.notices) say(notice);
			if (monitor.jobs.size === 0 && opened.listFault !== undefined) return withoutList(opened);
			if (monitor.jobs.size === 0) {
				say(nothingToWatch);
				return exitCodes.usage;
			}
			sync.begin();
			const notifier = notifierOf(undefined);
			const watched = watchPlainly(monitor, flags.json === true).then(() => {
				isHurried = false;
				return exitCodes.fine;
			});
			return await Promise.race([watched, signal]).finally(() => {
				isTold = notifier.finish();
			});
		}
		const trouble = uncaughtError();
		const debugNotice = debugBesideScreen(opened.home);
		const saver = new ValueSaver(engine.downloads, readingInWgs84(monitor));
		const last = opened.home.ok ? await readLastView(opened.home.path) : null;
		const options: ScreenOptions = {
			monitor,
			edits: listEdits(opened, engine, sync.edits),
			saver: screenSaver(saver, monitor),
			signIn: signInService(engine),
			notices: debugNotice === undefined ? opened.notices : [...opened.notices, debugNotice],
			isAscii: can.symbols.isAscii,
			scheme: can.colours.scheme,
			isBackgroundOpen: questions?.background === true && can.colours.because !== 'answer',
			isReadOnly: preferences.isReadOnly,
			protection: {isHeld: opened.hold !== undefined, listFault: opened.listFault ?? null},
			interval: preferences.interval,
			hiddenColumns: preferences.hiddenColumns,
			// A remembered filter could hide the jobs that the command line names.
			view: viewToShow(invocation.operands.length > 0 && last ? {...last, filter: ''} : last, flags),
			environment,
		};
		const screen = open(options);
		sync.showTroubleIn(screen);
		tellTrust = sentence => screen.notify(sentence, false, 'trust');
		onFailure = sentence => screen.notify(sentence, false, 'notifier');
		const stopTelling = reportErrorsTo(sentence => screen.notify(sentence, false, 'inside gpjobs'));
		engine.tellTokens(sentence => screen.notify(sentence, true, 'sign-in'));
		sync.begin();
		const notifier = notifierOf(screen.signal);
		try {
			const closed = screen.closed.then(how => (how === 'quit' ? exitCodes.fine : exitCodes.hangUp));
			return await Promise.race([closed, signal, trouble.happens]);
		} finally {
			trouble.stop();
			stopTelling();
			debugAfterScreen();
			// The terminal is restored first, because after a signal less than a second is left for everything.
			isTold = notifier.finish();
			const view = viewToSave(screen.view(), last, flags);
			const figures = figuresOf(screen);
			screen.close();
			sync.screenClosed(screen.lastKey(), view, figures);
			saver.close();
		}
	}
	const end = async () => {
		stopLoading();
		stopFollowingAccess();
		// Both end at the same time, so that a slow `notifyCommand` does not delay the writing of the records.
		const [isSaved] = await Promise.all([sync.finish({isHurried}), isTold]);
		monitor.close();
		return isSaved;
	};
	let code: ExitCode;
	try {
		code = await run();
	} catch (error) {
		// An error while ending must not hide the error that ended the monitor.
		await end().catch(reportError);
		throw error;
	}
	return !(await end()) && code === exitCodes.fine ? exitCodes.notSaved : code;
}

/** Whether the monitor opens a screen, which may be the one for screen readers. Otherwise it prints plain lines. */
export function opensScreen({flags, environment}: Invocation, preferences: Preferences): boolean {
	const {display, isInteractive} = capabilities(surroundings(environment, preferences));
	return !flags.json && (display.screen || (preferences.isAccessible && isInteractive));
}

/**
 * Returns the performance figures of the screen. An exception is reported but not rethrown, because the terminal still
 * has to be restored.
 */
function figuresOf(screen: Screen): ReturnType<Screen['figures']> {
	try {
		return screen.figures();
	} catch (error) {
		reportError(error);
		return undefined;
	}
}

/** Loads the screen. Only the screen needs React, so commands without a screen start faster. */
async function screenOpener(isAccessible: boolean): Promise<(options: ScreenOptions) => Screen> {
	if (!isAccessible) return (await loadPart(() => import('../ui/screen.tsx'))).openScreen;
	const {openSpoken} = await loadPart(() => import('../ui/spoken.tsx'));
	return options => openSpoken({...options, newsOf: heardOf, write: line => void process.stdout.write(line)});
}

/**
 * Returns the sentences that the accessible monitor prints about jobs that are not open. They report state changes and
 * faults, but not steps, messages or first answers.
 */
function heardOf(change: JobChange): readonly SafeText[] {
	if (change.before?.lastAnswer === null && change.after?.trouble === null) return [];
	const news = newsOf(change).filter(({event}) => event === 'state' || event === 'fault' || event === 'recovered');
	return news.flatMap(one => newsLine(one) ?? []);
}

/** The error for an empty list if there is no terminal. */
export const nothingToWatch: SafeText = safe`There is nothing to watch: the list is empty. Add a job with gpjobs add URL.`;

/** The notice that jobs which the user adds are not saved. */
export function notSaved(why: SafeText): SafeText {
	return safe`NOT SAVED: ${why}`;
}
