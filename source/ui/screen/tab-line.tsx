import {displayWidth} from '../../text/display-width.ts';
import {count} from '../../text/number-words.ts';
import {blanks} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {dateAndTime} from '../header/clock-time.ts';
import {cut} from '../header/segments.ts';
import {Line, type Span} from '../line.tsx';
import {type Fact, fittingFacts, joinedFacts} from '../panes/messages/title.ts';
import {drawingOf} from '../symbols.ts';
import {type Tab, tabs} from './layout.ts';

type TabLineProps = {
	readonly tab: Tab;
	/** How many messages, results and inputs the job has; `undefined` if that is unknown. */
	readonly counts: Readonly<Partial<Record<Tab, number | undefined>>>;
	/** The facts about the open tab. */
	readonly facts: readonly Fact[];
	/** When the shown values were recorded, in epoch milliseconds, if they come from the record. */
	readonly recordedAt?: number | undefined;
	/** The identity of the job, which fills the rest of the line. @param width in cells */
	readonly identity: (width: number) => Span;
	readonly width: number;
	readonly isAscii: boolean;
};

/** The tabs of an open job, with the open one reversed, and the facts about it. */
export function TabLine(props: TabLineProps) {
	return <Line spans={tabSpans(props)} />;
}

const words: Readonly<Record<Tab, SafeText>> = {
	messages: safe`Messages`,
	results: safe`Results`,
	inputs: safe`Inputs`,
	about: safe`About`,
};

/** The words for values that come from the record. */
export function recordedWords(when: SafeText): SafeText {
	return safe`saved copy of ${when}, server not asked`;
}

/** How much the tabs show: names with counts, names, or only the name of the open one. */
type Detail = 'counts' | 'names' | 'open name';

const details: readonly Detail[] = ['counts', 'names', 'open name'];

/** Facts with at least this `worth` replace names of tabs. */
const important = 8;
/** The least width of the identity in cells. */
const leastIdentity = 12;

/** The spans of the line, `width` cells together. */
export function tabSpans({tab, counts, facts, recordedAt, identity, width, isAscii}: TabLineProps): readonly Span[] {
	const {between, none} = drawingOf(isAscii);
	const dot = safe` ${between} `;
	const kept: readonly Fact[] =
		recordedAt === undefined
			? []
			: [{spans: [{text: recordedWords(dateAndTime(recordedAt)), colour: 'yellow'}], worth: 12}];
	const all = [...kept, ...facts];
	const needed = all.filter(({worth}) => worth >= important);
	const forms = details.map(detail => tabNames(tab, counts, detail, {width, none}));
	const fits = (spans: readonly Span[]) => cellsOf(spans) + 2 + cellsOf(joinedFacts(needed, dot)) <= width;
	const names = forms.find(fits) ?? forms.at(-1) ?? [];
	const shown = joinedFacts(fittingFacts(all, width - cellsOf(names) - 3, displayWidth(dot)), dot);
	const room = width - cellsOf(names) - cellsOf(shown) - 5;
	const middle = room >= leastIdentity ? [{text: safe`  `}, identity(room)] : [];
	const gap = width - cellsOf(names) - cellsOf(middle) - cellsOf(shown) - 1;
	return cut([...names, ...middle, {text: blanks(Math.max(0, gap))}, ...shown], width);
}

/** On a narrower screen the tabs are closer together, so that all of them are visible. */
const leastForGaps = 48;

function tabNames(
	open: Tab,
	counts: TabLineProps['counts'],
	detail: Detail,
	{width, none}: {readonly width: number; readonly none: SafeText},
): readonly Span[] {
	const gap = width < leastForGaps ? safe`` : safe` `;
	const spans = tabs.map((tab, index): Span => {
		const number = counts[tab];
		const amount = number === undefined || number === 0 ? none : count(number);
		const name = detail === 'open name' && tab !== open ? safe`` : safe` ${words[tab]}`;
		const counted = detail === 'counts' && tab !== 'about' ? safe` ${amount}` : safe``;
		const text = safe` ${index + 1}${name}${counted}${gap}`;
		return tab === open ? {text, isInverse: true, isBold: true} : {text};
	});
	return [{text: gap}, ...spans];
}

function cellsOf(spans: readonly Span[]): number {
	return spans.reduce((cells, {text}) => cells + displayWidth(text), 0);
}
