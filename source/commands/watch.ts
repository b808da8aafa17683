import process from 'node:process';
import {newsOf} from '../monitor/job-news.ts';
import type {JobChange} from '../monitor/jobs.ts';
import {keepLastLook} from '../store/last-look.ts';
import {capabilities} from '../terminal/capabilities.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {Screen, ScreenOptions} from '../ui/screen.tsx';
import {accident} from './accidents.ts';
import {type Engine, startEngine} from './engine.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {newsLine} from './job-lines.ts';
import {Keeping} from './keeping.ts';
import {followList, listEdits} from './list-keeper.ts';
import {Notifier} from './notifier.ts';
import {parseUrls, tokenNotice} from './pasted-urls.ts';
import {watchPlainly} from './plain-watch.ts';
import {say} from './print.ts';
import {screenSaver} from './screen-saver.ts';
import {listed, openShelf, type Shelf} from './shelf.ts';
import {signInDesk} from './sign-in-desk.ts';
import {caughtSignal} from './signals.ts';
import {learnDurations} from './usual-durations.ts';
import {ValueSaver} from './value-saver.ts';

/** `gpjobs [URL…]`: the live monitor on the saved list; without a terminal, plain lines. */
export async function watch(invocation: Invocation): Promise<ExitCode> {
	const parsed = parseUrls(invocation.operands, Date.now());
	if (parsed.refused.length > 0) {
		for (const sentence of parsed.refused) say(sentence);
		return exitCodes.usage;
	}
	const shelf = await openShelf(invocation);
	const notices = [...shelf.notices];
	if (!shelf.home.ok) notices.push(safe`NOT SAVED: ${shelf.home.sentence}`);
	const change = parsed.jobs.length > 0 ? await shelf.list?.add(parsed.jobs) : undefined;
	if (change && !change.ok) notices.push(safe`NOT SAVED: ${change.sentence}`);
	const tokenWords = tokenNotice(parsed);
	if (tokenWords) notices.push(tokenWords);
	const engine = await startEngine(invocation, shelf);
	notices.push(...engine.access.notices);
	for (const [origin, token] of parsed.tokens) engine.showToken(origin, token);
	const saved = change?.ok ? change.jobs : [...shelf.saved, ...parsed.jobs];
	const known = await listed(saved, shelf.kept);
	return runMonitor(invocation, {...shelf, notices: [...notices, ...known.notices]}, engine, () =>
		engine.monitor.watch(known.listed),
	);
}

/**
 * Runs the monitor until the operator quits, or, without a terminal, until no job is left running.
 *
 * @param begin puts the first jobs into the monitor
 */
export async function runMonitor(
	invocation: Invocation,
	shelf: Shelf,
	engine: Engine,
	begin: () => void,
): Promise<ExitCode> {
	const {flags, environment} = invocation;
	const {monitor} = engine;
	const {preferences} = shelf;
	const can = capabilities({
		env: environment,
		stdin: process.stdin,
		stdout: process.stdout,
		platform: process.platform,
		flags: {ascii: preferences.isAscii, noColor: !preferences.hasColour},
	});
	const hasScreen = !flags.json && (can.display.screen || (preferences.isAccessible && can.isInteractive));
	const signal = caughtSignal();
	let onTrouble = (sentence: SafeText, _isOver: boolean) => say(sentence);
	const keeping =
		shelf.kept && shelf.home.ok
			? new Keeping({
					monitor,
					kept: shelf.kept,
					keepsValues: preferences.keepsValues,
					onTrouble: (sentence, isOver) => onTrouble(sentence, isOver),
				})
			: undefined;
	void shelf.kept?.sweep(new Set(shelf.saved.map(({url}) => url)), Date.now());
	const stopLearning = shelf.home.ok ? learnDurations(monitor, shelf.home.path) : () => {};
	const stopFollowing = followList(shelf, engine);
	const stopFollowingAccess = engine.access.follow(() => {
		for (const {origin} of monitor.servers) monitor.retry(origin);
	});
	begin();
	const notifierOf = (write: ((bytes: string) => void) | undefined) =>
		new Notifier({
			monitor,
			...preferences.notify,
			environment,
			write,
			onFailure: sentence => onTrouble(sentence, false),
		});
	try {
		if (!hasScreen) {
			for (const notice of shelf.notices) say(notice);
			if (monitor.jobs.size === 0) {
				say(safe`The list is empty: nothing to watch. gpjobs add URL puts a job on it.`);
				return exitCodes.usage;
			}
			const notifier = notifierOf(undefined);
			const watched = watchPlainly(monitor, flags.json === true).then(() => exitCodes.fine);
			return await Promise.race([watched, signal]).finally(() => notifier.finish());
		}
		const trouble = accident();
		const saver = new ValueSaver(engine.downloads);
		const options: ScreenOptions = {
			monitor,
			edits: listEdits(shelf, engine),
			saver: screenSaver(saver, monitor),
			signIn: signInDesk(engine),
			notices: shelf.notices,
			isAscii: can.ascii,
			hasColour: can.color,
			isReadOnly: preferences.isReadOnly,
			interval: preferences.interval,
			hiddenColumns: preferences.hiddenColumns,
			environment,
		};
		const screen = await opened(options, preferences.isAccessible);
		onTrouble = screen.notify;
		const notifier = notifierOf(screen.signal);
		try {
			const closed = screen.closed.then(how => (how === 'quit' ? exitCodes.fine : exitCodes.hangUp));
			return await Promise.race([closed, signal, trouble.happens]);
		} finally {
			trouble.stop();
			// The terminal comes first: after a signal there is less than a second for all of it.
			const isTold = notifier.finish();
			screen.close();
			if (shelf.home.ok) await keepLastLook(shelf.home.path, screen.lastKey());
			saver.close();
			await isTold;
		}
	} finally {
		stopFollowing();
		stopLearning();
		stopFollowingAccess();
		if ((await keeping?.finish()) === false)
			say(safe`NOT SAVED: the disk did not take what was last learnt of some jobs.`);
		monitor.close();
	}
}

/** Only a screen needs React. */
async function opened(options: ScreenOptions, isAccessible: boolean): Promise<Screen> {
	if (!isAccessible) return (await import('../ui/screen.tsx')).openScreen(options);
	const {openSpoken} = await import('../ui/spoken.tsx');
	return openSpoken({...options, newsOf: heardOf, write: line => void process.stdout.write(line)});
}

/** What is worth being heard of jobs that nobody has opened: neither each step nor each message, nor each first answer. */
function heardOf(change: JobChange): readonly SafeText[] {
	if (change.before?.lastAnswer === null && change.after?.trouble === null) return [];
	const news = newsOf(change).filter(({event}) => event === 'state' || event === 'fault' || event === 'recovered');
	return news.flatMap(one => newsLine(one) ?? []);
}
