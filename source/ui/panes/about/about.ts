import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {fit, wrapCells} from '../../../text/display-width.ts';
import {blanks} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Colour} from '../../colours.ts';
import type {Span} from '../../line.tsx';
import {drawingOf, drawn} from '../../symbols.ts';
import {fitCell, unjoined} from '../list/cell.ts';
import type {Outage} from '../list/fault-words.ts';
import {gpjobsSections} from './seen-by-gpjobs.ts';
import {serverSections} from './sent-by-server.ts';

/** A fact and its name. A fact with an empty name is another line of the fact before it. */
export type AboutFact = {readonly name: SafeText; readonly value: SafeText; readonly colour?: Colour | undefined};

/** A group of facts with a title. */
export type Section = {readonly title: SafeText; readonly facts: readonly AboutFact[]};

/**
 * Makes the lines of the tab About, `width` cells wide: what gpjobs observed itself, and what the server sent.
 *
 * @param outage why the job's server cannot be reached, if it cannot
 * @param signedIn the user name under which gpjobs is signed in to that server
 */
export function aboutLines(
	job: WatchedJob,
	now: Moment,
	outage: Outage | undefined,
	width: number,
	ascii: boolean,
	signedIn?: SafeText,
): readonly (readonly Span[])[] {
	const sections = [...gpjobsSections(job, now, outage, signedIn), ...serverSections(job, now)];
	return sections.flatMap(({title, facts}, index) => [
		...(index === 0 ? [] : [[{text: blanks(width)}]]),
		[{text: fit(safe` ${title}`, width), isBold: true}],
		...facts.flatMap(fact => factLines(fact, width, ascii)),
	]);
}

const widestName = 18;

function factLines({name, value, colour}: AboutFact, width: number, ascii: boolean): readonly (readonly Span[])[] {
	const nameCells = Math.max(1, Math.min(widestName, Math.floor(width / 3)));
	const valueCells = width - nameCells;
	const lines = valueCells < 1 ? [] : wrapCells(drawn(value, ascii), valueCells);
	return lines.map((line, index) => [
		{
			text: fitCell(index === 0 ? safe`  ${name}` : safe``, nameCells - 1, 1, drawingOf(ascii)),
			isDim: true,
		},
		{text: fit(unjoined(line), valueCells), colour},
	]);
}
