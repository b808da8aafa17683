import {Box} from 'ink';
import {useSyncExternalStore} from 'react';
import {hasEnded} from '../../gp/status.ts';
import {fit} from '../../text/display-width.ts';
import {safe} from '../../text/safe-text.ts';
import {dialogLines} from '../dialogs/dialog-lines.ts';
import {dialogFields, dialogText} from '../dialogs/dialogs.ts';
import {HeaderLine} from '../header/header.tsx';
import {JobHeaderLine} from '../header/job-header.tsx';
import {HelpOverlay} from '../help/help-overlay.tsx';
import {Colours, Line, type Span} from '../line.tsx';
import {type LineMarks, WholeLines} from '../line-marks.ts';
import {jobHeading} from '../panes/heading/job-heading.ts';
import {visibleLines} from '../panes/list/groups.ts';
import {firstLine} from '../panes/list/last-words.ts';
import {JobList, type JobListLine} from '../panes/list/list.tsx';
import {drawingOf} from '../symbols.ts';
import {BottomLine, noticeBand} from './bottom-line.tsx';
import type {ScreenController} from './controller.ts';
import {DetailPane} from './detail-pane.tsx';
import {headerFacts, outagesOf} from './header-facts.ts';
import {Keyboard, type SuspendTerminal} from './keyboard.tsx';
import type {Layout} from './layout.ts';
import type {Appearance, PartProps} from './part-props.ts';
import {layoutNow, placeBelowHelp} from './state.ts';

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
			{layout.title > 0 && <DetailPane screen={screen} appearance={appearance} layout={layout} />}
			<BottomLine screen={screen} appearance={appearance} layout={layout} />
			<Band lines={notice} layout={layout} below={layout.footer} />
			<Band lines={band} layout={layout} below={0} />
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
	readonly below: number;
};

/** Draws lines over the lower part of the screen. */
function Band({lines, layout: {width, height}, below}: BandProps) {
	if (lines.length === 0) return null;
	return (
		<Box
			position="absolute"
			flexDirection="column"
			width={width}
			height={lines.length}
			marginTop={height - below - lines.length}
		>
			{lines.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is identified by its position
				<Line key={index} spans={spans} />
			))}
		</Box>
	);
}

type TooSmallProps = {readonly width: number; readonly height: number; readonly isAscii: boolean};

/** Draws one line that says that the screen is too small, and leaves all others blank. */
function TooSmall({width, height, isAscii}: TooSmallProps) {
	if (height < 1 || width < 1) return null;
	return (
		<Line spans={[{text: fit(safe`gpjobs needs 40x10, this is ${width}x${height}`, width, drawingOf(isAscii))}]} />
	);
}
