import type {WatchedJob} from '../../monitor/job.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {Line, type Span} from '../line.tsx';
import {type Tab, tabs} from './layout.ts';
import {nameOf} from './pane-words.ts';

export type TabLineProps = {
	readonly job: WatchedJob | null;
	readonly tab: Tab;
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

export function tabSpans({job, tab, width, isAscii}: TabLineProps): readonly Span[] {
	const dash = isAscii ? '-' : '─';
	// Where it is narrow the tabs stand closer: all of them have to be seen.
	const gap = width < leastForGaps ? '' : ' ';
	const names = tabs.map((name, index) => ({name, text: ` ${index + 1} ${words[name]}${gap}`}));
	const used = names.reduce((cells, {text}) => cells + displayWidth(text), 2);
	const name = job === null ? '' : ` ${nameOf(job)} `;
	const rest = fit(`${name}${dash.repeat(Math.max(0, width))}`, Math.max(0, width - used), {ellipsis: ''});
	return [
		{text: ` ${dash}`},
		...names.map(({name: one, text}) => (one === tab ? {text, isInverse: true, isBold: true} : {text})),
		{text: rest},
	];
}
