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
	/**
	 * When the shown values were saved in the job's record, in epoch milliseconds; `undefined` if they come from the
	 * server.
	 */
	readonly recordedAt?: number | undefined;
	/**
	 * Returns the identity of the job, which fills the rest of the line.
	 *
	 * @param width the width of the rest in cells
	 */
	readonly identity: (width: number) => Span;
	readonly width: number;
	readonly isAscii: boolean;
};

/** Draws the tabs of an open job, with the open tab reversed, and the facts about that tab. */
export function TabLine(props: TabLineProps) {
	return <Line spans={tabSpans(props)} />;
}

const words: Readonly<Record<Tab, SafeText>> = {
	messages: safe`Messages`,
	results: safe`Results`,
	inputs: safe`Inputs`,
	about: safe`About`,
};

/**
 * Says that values were saved in the job's record, and when.
 *
 * @param when the time at which they were saved
 */
export function recordedWords(when: SafeText): SafeText {
	return safe`saved copy of ${when}, server not asked`;
}

/** How much of the tabs is shown: names with counts, only names, or only the name of the open tab. */
type Detail = 'counts' | 'names' | 'open name';

const details: readonly Detail[] = ['counts', 'names', 'open name'];

/** Facts of at least this `worth` are shown even if names of tabs have to be left out. */
const important = 8;
/** The smallest width of the identity in cells. */
const leastIdentity = 12;

/** Draws the line: spans that together are `width` cells wide. */
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

/** The smallest width of the screen in cells at which there are gaps between the tabs. */
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
