import type {Figures} from './measure.ts';
import type {World} from './world.ts';

/** What was measured of a program, gpjobs or one beside it. */
export type Contestant = {readonly name: string; readonly figures: Figures};

/** What gpjobs may cost, and whether it costs no more. */
export type Verdict = {readonly budget: string; readonly isMet: boolean};

/** One line of the table. */
export type Row = {
	readonly what: string;
	readonly unit: string;
	readonly ours: Figures;
	/** Others that did the same in the same run; the first is what ratios are told of. */
	readonly beside: readonly Contestant[];
	/** `undefined` where the design names no budget. */
	readonly verdict: Verdict | undefined;
	/** A count, as bytes and requests are: the same on every machine, so that a missed one fails the short form. */
	readonly isCount: boolean;
};

/** Rows that share what they need, in one file of `rows/`. */
export type RowGroup = {
	/** As `--only` names it. */
	readonly name: string;
	/** Whether the short form measures it: only what has counts, and takes seconds. */
	readonly isInShort: boolean;
	/** Measures; what cannot be done here (a peer is missing) is said with `world.say` and left out. */
	readonly measure: (world: World) => Promise<readonly Row[]>;
};

/** A budget in the unit of the row: of the median, of the 95th percentile, or of both. */
export function atMost({median, p95}: Figures, most: {readonly median?: number; readonly p95?: number}): Verdict {
	const words = [most.median, most.p95].filter(limit => limit !== undefined).join(' / ');
	return {
		budget: `≤ ${words}`,
		isMet: median <= (most.median ?? Number.POSITIVE_INFINITY) && p95 <= (most.p95 ?? Number.POSITIVE_INFINITY),
	};
}

/** A budget as a multiple of another program's median. */
export function timesAtMost(ours: Figures, other: Contestant, factor: number): Verdict {
	return {budget: `≤ ${factor} × ${other.name}`, isMet: ours.median <= factor * other.figures.median};
}

/**
 * A row of times of which the first contestant is gpjobs and the others are beside it.
 *
 * @param verdictOf told the figures of gpjobs and, by name, those of the others
 */
export function row(
	what: string,
	unit: string,
	figures: ReadonlyMap<string, Figures>,
	verdictOf?: (ours: Figures, other: (name: string) => Contestant) => Verdict,
): Row {
	const [first, ...others] = [...figures].map(([name, of]) => ({name, figures: of}));
	if (!first) throw new Error(`${what}: nothing was measured`);
	const other = (name: string) => {
		const found = others.find(one => one.name === name);
		if (!found) throw new Error(`${what}: ${name} was not measured`);
		return found;
	};
	return {
		what,
		unit,
		ours: first.figures,
		beside: others,
		verdict: verdictOf?.(first.figures, other),
		isCount: false,
	};
}
