import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../../source/text/display-width.ts';
import {type Context, contexts, isReadOnlyNow, type Situation} from '../../../source/ui/actions/action.ts';
import {type ActionName, actionList, actions} from '../../../source/ui/actions/actions.ts';
import {alreadyEnded} from '../../../source/ui/actions/job.ts';
import {FooterLine, footerSpans} from '../../../source/ui/help/footer.tsx';
import {actionsByPlace, elsewhereTitle, helpLines, signsTitle} from '../../../source/ui/help/help.ts';
import {HelpOverlay} from '../../../source/ui/help/help-overlay.tsx';
import {legend} from '../../../source/ui/help/legend.ts';
import {lookOf} from '../../../source/ui/symbols.ts';
import {sampleJobs} from '../panes/list/sample-jobs.ts';
import {someSituation} from '../panes/list/some-situation.ts';

const situation: Situation = {...someSituation, canUndo: true};
const textOf = (spans: readonly {readonly text: string}[]) => spans.map(({text}) => text).join('');
const plain = (frame: string | undefined) => stripVTControlCharacters(frame ?? '');

describe('the last line', () => {
	const footer = (context: Context, width: number, more: Partial<Situation> = {}) =>
		textOf(footerSpans(context, {...situation, ...more}, width, false)).trimEnd();

	test.each<[Context, number, Partial<Situation>, string]>([
		['list', 80, {}, ' Enter open  x cancel  n problem  / filter  a add  : actions  ? help  q quit'],
		['list', 50, {}, ' Enter open  x cancel  n problem  ? help  q quit'],
		['list', 30, {}, ' Enter open  ? help  q quit'],
		['list', 17, {}, '? help  q quit'],
		['list', 8, {}, 'q quit'],
		['list', 60, {isReadOnly: true}, ' Enter open  n problem  / filter  a add  ? help  q quit'],
		['list', 60, {job: sampleJobs.failed}, ' Enter open  n problem  / filter  a add  ? help  q quit'],
		['list', 60, {isFiltered: true}, ' Enter open  x cancel  Esc clear filter  ? help  q quit'],
		['list', 50, {job: null, jobs: 0}, ' a add  : actions  ? help  q quit'],
		['messages', 60, {}, ' x cancel  / search  f follow  v level  ? help  Esc back'],
		['messages', 60, {isSearching: true}, ' n next match  x cancel  & only matches  ? help  Esc back'],
		['help', 60, {}, ' ? help  Esc back'],
	])('of %s at %i cells, %o: %s', (context, width, more, text) => {
		expect(footer(context, width, more)).toBe(text);
	});

	test.each<[Context, string]>([
		['list', 'Enter x n / a : s Space Tab ? q'],
		['messages', 'x / f v e w z ? Esc'],
		['map', 'x m + - S 0 ? Esc'],
	])('of %s has its keys in this order where there is room: %s', (context, keys) => {
		const spans = footerSpans(context, situation, 300, false);
		expect(
			spans
				.filter(({isBold}) => isBold)
				.map(({text}) => text.trim())
				.join(' '),
		).toBe(keys);
	});

	test('fits any width', () => {
		for (const context of contexts) {
			for (let width = 1; width <= 200; width++) {
				expect(displayWidth(textOf(footerSpans(context, situation, width, width % 2 === 0)))).toBe(width);
			}
		}
	});

	test('has the width of the screen', () => {
		const {lastFrame} = render(<FooterLine context="list" situation={situation} width={50} ascii={false} />);
		expect(plain(lastFrame()).trimEnd()).toBe(footer('list', 50));
	});
});

describe('the help', () => {
	test.each([1, 5, 20, 40, 75, 76, 80, 119, 120, 200])('lines of %i cells are exactly that', width => {
		for (const line of helpLines(width, 'list', situation, false)) expect(displayWidth(textOf(line))).toBe(width);
	});

	const linesOf = (width: number, here: Context, more: Partial<Situation> = {}) =>
		helpLines(width, here, {...situation, ...more}, false).map(textOf);

	test.each([
		[40, 1],
		[80, 2],
		[130, 3],
	])('at %i cells it has %i columns, and nothing is cut', (width, columns) => {
		for (const here of contexts) {
			const lines = linesOf(width, here, {isReadOnly: true, job: null, jobs: 0, canUndo: false});
			const titles = lines
				.slice(1)
				.find(line => /^ (?:Job|Open|Find|Move|Messages|Values|Program) /.test(line))
				?.match(/\b(Move|Open|Find|Polling|List|Job|Messages|Values|Program)\b/g)?.length;
			if (here === 'list') expect(titles).toBe(columns);
			else expect(titles).toBeLessThanOrEqual(columns);
			expect(lines.join('\n')).not.toContain('…');
			// Each action once, but for line breaks.
			const text = lines.join(' ').replaceAll(/\s+/g, ' ');
			if (columns === 1) for (const [, {label}] of actionList) expect(text, here).toContain(label);
		}
	});

	test.each<[Context, readonly ActionName[], readonly ActionName[]]>([
		['list', ['cancel', 'filter', 'add', 'mark'], ['search', 'openCell', 'zoomIn']],
		['messages', ['search', 'nextMatch', 'cancel'], ['filter', 'add', 'zoomIn']],
		['map', ['zoomIn', 'wholeMap'], ['filter', 'add', 'search']],
	])('in %s it begins with the keys that work there', (here, first, later) => {
		const {actionsHere, elsewhere} = actionsByPlace(here);
		const names = actionsHere.map(([name]) => name);
		const others = elsewhere.flatMap(({members}) => members.map(([name]) => name));
		for (const name of first) expect(names).toContain(name);
		for (const name of later) expect(names).not.toContain(name);
		expect([...names, ...others].toSorted()).toEqual(actionList.map(([name]) => name).toSorted());
		const lines = linesOf(40, here);
		const lineOf = (label: string) => lines.findIndex(line => line.includes(label));
		const divide = lineOf(elsewhereTitle);
		for (const name of first) expect(lineOf(actions[name].label), name).toBeLessThan(divide);
		for (const name of later) expect(lineOf(actions[name].label), name).toBeGreaterThan(divide);
	});

	test.each([false, true])('it ends with what the signs mean, in ASCII: %s', isAscii => {
		const lines = helpLines(200, 'list', situation, isAscii).map(textOf);
		const signs = lines.slice(lines.findIndex(line => line.includes(signsTitle))).join('\n');
		for (const {signs: some} of legend(isAscii))
			for (const [sign, meaning] of some) {
				expect(signs).toContain(sign);
				expect(signs).toContain(meaning.split(' ')[0]);
				if (isAscii) expect(`${sign}${meaning}`).toMatch(/^[ -~]+$/);
			}
		for (const state of ['running', 'failed', 'gone'] as const) expect(signs).toContain(lookOf(state, isAscii).symbol);
	});

	test('impossible actions have a reason', () => {
		const text = (more: Partial<Situation>) => linesOf(40, 'list', more).join(' ').replaceAll(/\s+/g, ' ');
		const {label} = actions.cancel;
		expect(text({})).toContain(` x ${label} `);
		expect(text({})).not.toContain(` x ${label} (`);
		expect(text({isReadOnly: true})).toContain(` x ${label} (${isReadOnlyNow})`);
		expect(text({job: sampleJobs.succeeded})).toContain(` x ${label} (${alreadyEnded('succeeded')})`);
	});

	test('the overlay has exactly the given height, and scrolls to its end', () => {
		for (const height of [0, 1, 2, 10, 24, 100]) {
			const {lastFrame} = render(
				<HelpOverlay width={80} height={height} top={9999} here="list" situation={situation} ascii={false} />,
			);
			const lines = plain(lastFrame()).split('\n');
			expect(lines.length).toBe(Math.max(1, height));
			if (height === 10) expect(lines.join('\n')).toMatch(/-(\d+) of \1 /);
		}
	});
});
