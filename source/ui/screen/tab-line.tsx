import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {repeated} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {dateAndTime} from '../header/clock-time.ts';
import {Line, type Span} from '../line.tsx';
import {drawingOf} from '../symbols.ts';
import {type Tab, tabs} from './layout.ts';

type TabLineProps = {
	readonly job: WatchedJob | null;
	readonly tab: Tab;
	/** When what is shown was read, if it is kept: epoch milliseconds. */
	readonly recordedAt?: number | undefined;
	readonly width: number;
	readonly isAscii: boolean;
};

/** The tabs of an opened job, the open one in reverse, and what the job is called. */
export function TabLine(props: TabLineProps) {
	return <Line spans={tabSpans(props)} />;
}

const words: Readonly<Record<Tab, SafeText>> = {
	messages: safe`Messages`,
	results: safe`Results`,
	inputs: safe`Inputs`,
	about: safe`About`,
};

/** When values were read that are not the present answer of the server. */
export function recordedWords(when: SafeText): SafeText {
	return safe`kept, read ${when}`;
}

const leastForGaps = 48;

export function tabSpans({job, tab, recordedAt, width, isAscii}: TabLineProps): readonly Span[] {
	const {line: dash} = drawingOf(isAscii);
	// Where it is narrow the tabs stand closer: all of them have to be seen.
	const gap = width < leastForGaps ? safe`` : safe` `;
	const names = tabs.map((name, index) => ({name, text: safe` ${index + 1} ${words[name]}${gap}`}));
	const used = names.reduce((cells, {text}) => cells + displayWidth(text), 2);
	const kept = recordedAt === undefined ? safe`` : safe` ${recordedWords(dateAndTime(recordedAt))} ${dash}`;
	const name = job === null ? safe`` : safe`${kept} ${jobName(job)} `;
	const rest = fit(safe`${name}${repeated(dash, width)}`, Math.max(0, width - used), {ellipsis: ''});
	return [
		{text: safe` ${dash}`},
		...names.map(({name: one, text}) => (one === tab ? {text, isInverse: true, isBold: true} : {text})),
		{text: rest},
	];
}
