import type {ParameterKind} from '../../gp/parameter-link.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {distinctServerNames} from '../../monitor/server-names.ts';
import {fit} from '../../text/display-width.ts';
import {blanks} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {Span} from '../line.tsx';
import {AboutPane} from '../panes/about/about-pane.tsx';
import {identitySpan, jobHeading} from '../panes/heading/job-heading.ts';
import {MapPane} from '../panes/map/pane.tsx';
import {MessagePane, messagesPlaceholder} from '../panes/messages/pane.tsx';
import {messageTitle, paneFacts} from '../panes/messages/title.ts';
import {gutterWidth} from '../panes/messages/visible-rows.ts';
import {ParametersPane} from '../panes/parameters/pane.tsx';
import {RecordsPane} from '../panes/records/pane.tsx';
import {TreePane} from '../panes/tree/pane.tsx';
import {drawingOf} from '../symbols.ts';
import type {ScreenController} from './controller.ts';
import {outagesOf} from './header-facts.ts';
import type {Layout, Tab} from './layout.ts';
import {parametersNow, parametersPlaceholder} from './parameter-tabs.ts';
import type {Appearance, PartProps} from './part-props.ts';
import {contextOf, type ScreenState} from './state.ts';
import {TabLine} from './tab-line.tsx';

/** Draws the pane below the list, or the open job. */
export function DetailPane({screen, appearance, layout}: PartProps) {
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
