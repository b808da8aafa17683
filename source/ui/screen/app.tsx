import {Box} from 'ink';
import {useSyncExternalStore} from 'react';
import type {ParameterKind} from '../../gp/parameter-link.ts';
import {hasEnded} from '../../gp/status.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {distinctServerNames} from '../../monitor/server-names.ts';
import type {ColourScheme} from '../../terminal/capabilities.ts';
import {displayWidth, fit, wrapCells} from '../../text/display-width.ts';
import {blanks} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {dialogLines} from '../dialogs/dialog-lines.ts';
import {dialogFields, dialogText, lastLineOf} from '../dialogs/dialogs.ts';
import {HeaderLine} from '../header/header.tsx';
import {JobHeaderLine} from '../header/job-header.tsx';
import {FooterLine, footerSpans} from '../help/footer.tsx';
import {HelpOverlay} from '../help/help-overlay.tsx';
import {inputSpans} from '../input/line.ts';
import {Colours, Line, type Span} from '../line.tsx';
import {type LineMarks, WholeLines} from '../line-marks.ts';
import {AboutPane} from '../panes/about/about-pane.tsx';
import {identitySpan, jobHeading} from '../panes/heading/job-heading.ts';
import {visibleLines} from '../panes/list/groups.ts';
import {firstLine} from '../panes/list/last-words.ts';
import {JobList, type JobListLine} from '../panes/list/list.tsx';
import {MapPane} from '../panes/map/pane.tsx';
import {MessagePane, messagesPlaceholder} from '../panes/messages/pane.tsx';
import {messageTitle, paneFacts} from '../panes/messages/title.ts';
import {gutterWidth} from '../panes/messages/visible-rows.ts';
import {ParametersPane} from '../panes/parameters/pane.tsx';
import {RecordsPane} from '../panes/records/pane.tsx';
import {TreePane} from '../panes/tree/pane.tsx';
import {drawingOf, drawn} from '../symbols.ts';
import type {ScreenController} from './controller.ts';
import {headerFacts, outagesOf} from './header-facts.ts';
import {Keyboard, type SuspendTerminal} from './keyboard.tsx';
import type {Layout, Tab} from './layout.ts';
import type {Notice} from './notices.ts';
import {parametersNow, parametersPlaceholder} from './parameter-tabs.ts';
import {contextOf, layoutNow, placeBelowHelp, type ScreenState} from './state.ts';
import {TabLine} from './tab-line.tsx';

/** The properties of the terminal and the options that determine how the screen is drawn. */
export type Appearance = {
	readonly isAscii: boolean;
	readonly scheme: ColourScheme;
	/** The interval in milliseconds that `--interval` sets; `undefined` if it is not set. */
	readonly interval: number | undefined;
};

type AppProps = {
	readonly screen: ScreenController;
	readonly appearance: Appearance;
	/** Stores the lines while Ink lays out their marks. Without it, Ink receives the lines themselves. */
	readonly marks?: LineMarks;
	/** Called with Ink's function that suspends the screen while another program uses the terminal. */
	readonly onSuspendable?: (suspendTerminal: SuspendTerminal) => void;
};

/** Draws the whole screen, as high as the terminal. It is drawn again when the controller's state has changed. */
export function App({screen, appearance, marks, onSuspendable}: AppProps) {
	useSyncExternalStore(screen.subscribe, screen.version);
	const layout = layoutNow(screen.state);
	return (
		<Colours value={appearance.scheme}>
			<WholeLines value={marks ?? null}>
				<Box flexDirection="column" width={layout.width} height={layout.height} overflow="hidden">
					<Content screen={screen} appearance={appearance} layout={layout} />
				</Box>
			</WholeLines>
			<Keyboard screen={screen} onSuspendable={onSuspendable} />
		</Colours>
	);
}

type PartProps = {readonly screen: ScreenController; readonly appearance: Appearance; readonly layout: Layout};

function Content({screen, appearance, layout}: PartProps) {
	const {state, situation} = screen;
	const {width, height} = layout;
	const {isAscii} = appearance;
	const band = dialogBand(screen, appearance, layout);
	const notice = noticeBand(screen, appearance, layout);
	if (layout.isTooSmall) return <TooSmall width={width} height={height} isAscii={isAscii} />;
	if (state.helpTop !== null) {
		const here = placeBelowHelp(state);
		const {helpTop} = state;
		return (
			<HelpOverlay width={width} height={height} top={helpTop} here={here} situation={situation} ascii={isAscii} />
		);
	}
	return (
		<>
			<Header screen={screen} appearance={appearance} layout={layout} />
			{layout.heading > 0 && (
				<List screen={screen} appearance={appearance} layout={layout} coveredLines={band.length} />
			)}
			{layout.title > 0 && <Pane screen={screen} appearance={appearance} layout={layout} />}
			<BottomLine screen={screen} appearance={appearance} layout={layout} />
			<Band lines={notice} layout={layout} above={layout.footer} />
			<Band lines={band} layout={layout} above={0} />
		</>
	);
}

type ListProps = PartProps & {
	/** The number of lines at the bottom of the screen that a dialog covers. */
	readonly coveredLines: number;
};

function List({screen, appearance, layout, coveredLines}: ListProps) {
	const {state} = screen;
	const below = layout.height - layout.header - layout.heading - layout.rows;
	const height = layout.rows - Math.max(0, coveredLines - below);
	const {selection, now, sort, filter, hiddenColumns, listFault, groups} = state;
	const lines = visibleLines(selection, layout.hasGroups ? groups : null, height);
	return (
		<JobList
			lines={lines.flatMap((line): readonly JobListLine[] => {
				if (line.kind === 'group') return [line.group];
				const job = screen.world.monitor.jobs.get(line.url);
				return job === undefined ? [] : [job];
			})}
			all={screen.world.monitor.jobs.list}
			width={layout.width}
			height={layout.rows}
			selected={selection.selected}
			marks={selection.marks}
			now={now}
			sort={sort}
			ascii={appearance.isAscii}
			outages={outagesOf(screen)}
			filter={filter === '' ? null : filter}
			listFault={listFault}
			removed={state.removal?.jobs ?? 0}
			hiddenColumns={hiddenColumns}
		/>
	);
}

/** Draws the pane below the list, or the open job. */
function Pane({screen, appearance, layout}: PartProps) {
	const {state, job, paneJob} = screen;
	const {view, messages} = state;
	const {isAscii} = appearance;
	if (view.kind === 'list') {
		return (
			<MessagePane
				state={messages}
				title={paneTitle(screen, appearance, layout)}
				placeholder={messagesPlaceholder(paneJob)}
				isAscii={isAscii}
			/>
		);
	}
	return (
		<>
			{job !== null && <OpenTabs screen={screen} appearance={appearance} layout={layout} job={job} tab={view.tab} />}
			{view.tab === 'messages' ? (
				<MessagePane state={messages} title={[]} placeholder={messagesPlaceholder(paneJob)} isAscii={isAscii} />
			) : view.tab === 'about' && job !== null ? (
				<AboutPane
					job={job}
					now={state.now}
					outage={outagesOf(screen).get(job.address.server)}
					signedIn={screen.world.signIn.signedInAs(job.address.server)}
					width={layout.width}
					height={layout.pane}
					top={state.aboutScroll.top}
					ascii={isAscii}
				/>
			) : (
				<Values screen={screen} kind={view.tab === 'inputs' ? 'inputs' : 'results'} isAscii={isAscii} />
			)}
		</>
	);
}

/**
 * Makes the heading of the selected job above its messages: one line, and a second one with the job's identity if there
 * is room.
 */
function paneTitle(
	screen: ScreenController,
	{isAscii}: Appearance,
	{width, title}: Layout,
): readonly (readonly Span[])[] {
	const {state, paneJob: job} = screen;
	const {now, messages} = state;
	const outage = job === null ? undefined : outagesOf(screen).get(job.address.server);
	const heading = job && jobHeading(job, now, outage, isAscii);
	const isFocused = contextOf(state) === 'messages';
	const first = messageTitle(messages, {width, heading, isFocused, isAscii});
	if (title < 2) return [first];
	const margin = gutterWidth(width);
	const second = job && identitySpan(job, now, outage, {width: width - margin, isAscii, server: serverOf(screen, job)});
	const text = fit(second?.text ?? safe``, width - margin, drawingOf(isAscii));
	return [first, [{text: blanks(margin)}, {...second, text}]];
}

/** Returns the name of a job's server, shortened as in the list. */
function serverOf({world}: ScreenController, {address}: WatchedJob): SafeText {
	return distinctServerNames(world.monitor.jobs.list).get(address.server) ?? address.serverName;
}

type OpenTabsProps = PartProps & {readonly job: WatchedJob; readonly tab: Tab};

/** Draws the line of tabs of an open job. */
function OpenTabs({screen, appearance: {isAscii}, layout: {width}, job, tab}: OpenTabsProps) {
	const {state} = screen;
	const outage = outagesOf(screen).get(job.address.server);
	const facts =
		tab === 'messages' ? paneFacts(state.messages, jobHeading(job, state.now, outage, isAscii), isAscii) : [];
	const server = serverOf(screen, job);
	const counts = {messages: job.messages.total, results: job.results.length, inputs: job.inputs.length};
	return (
		<TabLine
			tab={tab}
			counts={counts}
			facts={facts}
			recordedAt={recordedAt(state)}
			identity={room => identitySpan(job, state.now, outage, {width: room, isAscii, server})}
			width={width}
			isAscii={isAscii}
		/>
	);
}

/** Draws the first line: the state of the open job, or the number of jobs in each state. */
function Header({screen, appearance, layout: {width}}: PartProps) {
	const {state, job} = screen;
	const {isAscii} = appearance;
	const facts = headerFacts(screen, appearance);
	if (state.view.kind === 'list' || job === null) return <HeaderLine facts={facts} width={width} ascii={isAscii} />;
	const outage = outagesOf(screen).get(job.address.server);
	const heading = jobHeading(job, state.now, outage, isAscii);
	const step = hasEnded(job.state) ? safe`` : firstLine(job.progress?.message.safe ?? safe``);
	return <JobHeaderLine facts={{...facts, heading, step}} width={width} isAscii={isAscii} />;
}

function recordedAt(state: ScreenState): number | undefined {
	const {content} = parametersNow(state);
	return content.kind === 'rows' ? content.recordedAt : undefined;
}

type ValuesProps = {readonly screen: ScreenController; readonly kind: ParameterKind; readonly isAscii: boolean};

/** Draws the table of results or inputs, or the value that was opened from it. */
function Values({screen, kind, isAscii}: ValuesProps) {
	const {state, job} = screen;
	const {value} = state;
	if (value?.kind === 'tree') return <TreePane state={value.state} isAscii={isAscii} />;
	if (value?.isMap && value.map) return <MapPane state={value.map} />;
	if (value) return <RecordsPane state={value.state} isAscii={isAscii} />;
	const placeholder = parametersPlaceholder(job, kind);
	return <ParametersPane state={parametersNow(state)} placeholder={placeholder} isAscii={isAscii} />;
}

type Lines = readonly (readonly Span[])[];

/** Returns the lines of the open dialog; no lines if there is none, or if it is typed into the last line. */
function dialogBand(screen: ScreenController, {isAscii}: Appearance, {width, height}: Layout): Lines {
	const {dialog} = screen.state;
	const text = dialog && dialogText(dialog, screen);
	return dialog && text ? dialogLines(text, {width, height}, isAscii, dialogFields(dialog)) : [];
}

type BandProps = {
	readonly lines: Lines;
	readonly layout: Layout;
	/** The number of lines of the screen that stay visible below the band. */
	readonly above: number;
};

/** Draws lines over the lower part of the screen. */
function Band({lines, layout: {width, height}, above}: BandProps) {
	if (lines.length === 0) return null;
	return (
		<Box
			position="absolute"
			flexDirection="column"
			width={width}
			height={lines.length}
			marginTop={height - above - lines.length}
		>
			{lines.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is identified by its position
				<Line key={index} spans={spans} />
			))}
		</Box>
	);
}

/** The largest number of lines of a notice. */
const mostNoticeLines = 3;
/** The smallest number of cells for the keys beside a notice, which is enough for the keys for help and for leaving. */
const leastForKeys = 18;

/** Returns the lines above the keys for a notice that does not fit beside them; empty if it fits. */
function noticeBand({state}: ScreenController, {isAscii}: Appearance, {width}: Layout): Lines {
	const [notice] = state.notices;
	if (!notice || state.dialog || noticeWidth(notice.text, isAscii) + leastForKeys <= width) return [];
	const lines = wrapCells(drawn(notice.text, isAscii), Math.max(1, width - 2)).slice(0, mostNoticeLines);
	return lines.map(line => [{text: fit(safe` ${line}`, width), ...noticeStyle(notice)}]);
}

function noticeWidth(text: SafeText, isAscii: boolean): number {
	return displayWidth(drawn(text, isAscii)) + 3;
}

function noticeStyle({isBad}: Notice): Omit<Span, 'text'> {
	return {colour: isBad ? 'yellow' : undefined, isBold: isBad};
}

/** Draws the last line: a filter or search that is being typed; otherwise a short notice, if any, and the keys. */
function BottomLine({screen, appearance: {isAscii}, layout: {width}}: PartProps) {
	const {state} = screen;
	const {dialog, notices} = state;
	const lastLine = dialog && lastLineOf(dialog);
	if (lastLine) {
		const {input, ...look} = lastLine.field;
		return <Line spans={[{text: safe` /`, isBold: true}, ...inputSpans(input, {...look, width: width - 2})]} />;
	}
	// The keys are updated only when the cursor rests. Otherwise the line would flicker and take as long to draw as
	// the row.
	const situation = screen.situationOf(screen.restedJob);
	const context = contextOf(state);
	const [notice] = notices;
	const left = notice && !dialog ? noticeWidth(notice.text, isAscii) : width;
	if (!notice || left + leastForKeys > width)
		return <FooterLine context={context} situation={situation} width={width} ascii={isAscii} />;
	const span = {text: fit(safe` ${drawn(notice.text, isAscii)}`, left), ...noticeStyle(notice)};
	return <Line spans={[span, ...footerSpans(context, situation, width - left, isAscii)]} />;
}

type TooSmallProps = {readonly width: number; readonly height: number; readonly isAscii: boolean};

/** Draws one line that says that the screen is too small, and leaves all others blank. */
function TooSmall({width, height, isAscii}: TooSmallProps) {
	if (height < 1 || width < 1) return null;
	return (
		<Line spans={[{text: fit(safe`gpjobs needs 40x10, this is ${width}x${height}`, width, drawingOf(isAscii))}]} />
	);
}
