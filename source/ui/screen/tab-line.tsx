import type {WatchedJob} from '../../monitor/job.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {dateAndTime} from '../header/clock-time.ts';
import {Line, type Span} from '../line.tsx';
import {type Tab, tabs} from './layout.ts';
import {nameOf} from './pane-words.ts';

export type TabLineProps = {
	readonly job: WatchedJob | null;
	readonly tab: Tab;
	/** When what is shown was read, if it is kept: epoch milliseconds. */
	readonly keptAt?: number | undefined;
	readonly width: number;
	readonly isAscii: boolean;
};

/** The tabs of an opened job, the open one in reverse, and what the job is called. */
export function TabLine(props: TabLineProps) {
	return <Line spans={tabSpans(props)} />;
}

const words: Readonly<Record<Tab, string>> = {
	messages: 'Messages',
	results: 'Results',
	inputs: 'Inputs',
	about: 'About',
};

const leastForGaps = 48;

export function tabSpans({job, tab, keptAt, width, isAscii}: TabLineProps): readonly Span[] {
	const dash = isAscii ? '-' : '─';
	// Where it is narrow the tabs stand closer: all of them have to be seen.
	const gap = width < leastForGaps ? '' : ' ';
	const names = tabs.map((name, index) => ({name, text: ` ${index + 1} ${words[name]}${gap}`}));
	const used = names.reduce((cells, {text}) => cells + displayWidth(text), 2);
	const kept = keptAt === undefined ? '' : ` kept, read ${dateAndTime(keptAt)} ${dash}`;
	const name = job === null ? '' : `${kept} ${nameOf(job)} `;
	const rest = fit(`${name}${dash.repeat(Math.max(0, width))}`, Math.max(0, width - used), {ellipsis: ''});
	return [
		{text: ` ${dash}`},
		...names.map(({name: one, text}) => (one === tab ? {text, isInverse: true, isBold: true} : {text})),
		{text: rest},
	];
}
