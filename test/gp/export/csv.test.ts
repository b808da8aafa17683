import {spawnSync} from 'node:child_process';
import fc from 'fast-check';
import Papa from 'papaparse';
import {describe, expect, test} from 'vitest';
import {ExactNumber, NoNumber} from '../../../source/gp/exact-json.ts';
import {attributeCell, withoutControls} from '../../../source/gp/export/attribute.ts';
import {attributeOf, exportColumns} from '../../../source/gp/export/columns.ts';
import {axesAreIn, csvFile, noColumns, noPoints, unreadableLeftOut} from '../../../source/gp/export/csv.ts';
import type {ExportedSet} from '../../../source/gp/export/exported.ts';
import {longestText} from '../../../source/text/cut.ts';
import {needs} from '../../e2e/needs.ts';
import {often} from '../../often.ts';
import {anySet, manyPoints, manySquares, setOf, square, written} from './record-sets.ts';

function csvOf(...values: readonly unknown[]): string {
	const fields = values.map((_, index) => [`f${index}`] as const);
	const attributes = Object.fromEntries(values.map((value, index) => [`f${index}`, value]));
	return written(csvFile(setOf({fields, records: [{attributes}]})))
		.text.split('\r\n')
		.slice(1, -1)
		.join('\r\n');
}

test.each<[value: unknown, cell: string]>([
	['plain', 'plain'],
	['a,b', '"a,b"'],
	['say "hi"', '"say ""hi"""'],
	['two\r\nlines', '"two\nlines"'],
	['', '""'],
	[null, ''],
	[undefined, ''],
	[-5, '-5'],
	[1e21, '1e+21'],
	[0.1 + 0.2, '0.30000000000000004'],
	[Number.NaN, ''],
	[true, 'true'],
	[{a: [1]}, '"{""a"":[1]}"'],
	['Größe 漢字 👍', 'Größe 漢字 👍'],
])('%j is written %s', (value, cell) => {
	expect(csvOf('-', value).slice('"\'-",'.length)).toBe(cell);
});

describe('text that a spreadsheet would read as a formula is escaped', () => {
	test.each([
		'=1+1',
		'+1+1',
		'-1+1',
		'@SUM(A1)',
		'\t=1',
		' =1+1',
		'\u0000=1+1',
		'\x1b[31m=1+1',
		'＝1+1',
		'\n=1',
		"-2+3+cmd|' /C calc'!A0",
		'=HYPERLINK("http://x")',
	])('%j', value => {
		const [cell] = Papa.parse<string[]>(csvOf(value)).data[0] ?? [];
		expect(cell).toBe(`'${withoutControls(value)}`);
	});

	test.each(['-5', '+5', '-5.25', '-1e-7', '-5,25'])('the number %s stays a number', value => {
		expect(Papa.parse<string[]>(csvOf(value)).data[0]?.[0]).toBe(value);
	});

	test.each(['\r=1', '\r\n=1', '\u200b=1', '\u202e=1', '\x1b[m=1', '\x07\t@x', '\u00ad-cmd'])(
		'%j is no formula once it is cleaned',
		value => {
			expect(Papa.parse<string[]>(csvOf(value)).data[0]?.[0]).toMatch(/^'/);
		},
	);

	test('field names are escaped too', () => {
		expect(written(csvFile(setOf({fields: [['=cmd()']]}))).text).toBe('"\'=cmd()"\r\n');
	});
});

test.each([
	['\x1b]0;title\x07text', 'text'],
	['\x9b31mred', 'red'],
	['a\x07b\x00c\x7fd\x85e', 'abcde'],
	['a\rb\r\nc\nd\te', 'a\nb\nc\nd\te'],
	['\ud800', '\ufffd'],
	['\u200fعربي', '\u200fعربي'],
	['می\u200cخواهم', 'می\u200cخواهم'],
	['\u2764\ufe0f \ud83d\udc69\u200d\ud83d\ude80', '\u2764\ufe0f \ud83d\udc69\u200d\ud83d\ude80'],
	['a\u202eb\u2066c\u2069', 'abc'],
	['a\u200fb\u200ec\u061c', 'abc'],
	['a\u200bb\u200dc\ufe0fd\u00ade\u2800\u{e0041}', 'abcde'],
	['\ufeff', ''],
])('%j is cleaned to %j', (text, clean) => {
	expect(withoutControls(text)).toBe(clean);
});

test('dates are ISO 8601, and secrets are masked', () => {
	const set = setOf({
		fields: [['when', 'esriFieldTypeDate'], ['url']],
		records: [{attributes: {when: 229_564_800_000, url: 'http://h/?token=abc'}}],
	});
	expect(written(csvFile(set)).text).toBe('when,url\r\n1977-04-11T00:00:00.000Z,http://h/?token=•••\r\n');
});

test('attributes without a field get their own columns', () => {
	const set = setOf({fields: [['a']], records: [{attributes: {a: 1}}, {attributes: {late: 2}}]});
	expect(written(csvFile(set)).text).toBe('a,late\r\n1,\r\n,2\r\n');
});

test('a record of one empty cell is still a line', () => {
	const set = setOf({fields: [['a']], records: [{attributes: {a: null}}, {attributes: {a: 1}}]});
	expect(written(csvFile(set)).text).toBe('a\r\n""\r\n1\r\n');
});

describe('geometry', () => {
	test('points become columns, in the spatial reference of the set', () => {
		const set = setOf({
			wkid: 2193,
			fields: [['a']],
			records: [
				{attributes: {a: 1}, geometry: {x: 1.5, y: -2, z: 3}},
				{attributes: {a: 2}, geometry: {x: 'NaN', y: 'NaN'}},
				{attributes: {a: 3}},
			],
		});
		const {text, notes} = written(csvFile(set));
		expect(text).toBe('a,x,y,z\r\n1,1.5,-2,3\r\n2,,,\r\n3,,,\r\n');
		expect(notes).toEqual([axesAreIn(2193), unreadableLeftOut(1)]);
	});

	test('their columns have names that differ from all fields', () => {
		const set = setOf({fields: [['X'], ['geometry_x']], records: [{geometry: {x: 1, y: 2}}]});
		expect(written(csvFile(set)).text.split('\r\n')[0]).toBe('X,geometry_x,geometry_x_2,y');
	});

	test('all others are left out, and a note says so', () => {
		const set = setOf({fields: [['a']], records: [{attributes: {a: 1}, geometry: {rings: [square(0, 0, 1, 1)]}}]});
		const {text, notes} = written(csvFile(set));
		expect(text).toBe('a\r\n1\r\n');
		expect(notes).toEqual([noPoints(1)]);
	});
});

/** The table that a reader should see: what was sent, cleaned, and with the mark of what is no formula. */
function expectedRows(set: ExportedSet): string[][] {
	const columns = exportColumns(set);
	const unmarked = ({name}: (typeof columns)[number]) => withoutControls(name.raw ?? name.safe);
	return [
		columns.map(unmarked),
		...set.records.map(({attributes}) =>
			columns.map(({key, type}) => {
				const cell = attributeCell(attributeOf(attributes, key), type);
				return cell === null ? '' : typeof cell === 'string' ? withoutControls(cell) : String(cell);
			}),
		),
	];
}

const unmark = (cell: string) => cell.replace(/^'(?=\s*[=+\-@＝＋－＠]|[\t\r\n])/, '');

/** Cells that begin with an apostrophe of their own before such a sign cannot be told from marked ones. */
const tables = anySet
	.map(set => ({...set, records: set.records.map(({attributes}) => ({attributes, geometry: null}))}))
	.filter(
		set =>
			exportColumns(set).length > 0 &&
			!expectedRows(set)
				.flat()
				.some(cell => unmark(cell) !== cell),
	);

test('any set is read back unchanged by Papa Parse', () => {
	fc.assert(
		fc.property(tables, set => {
			const {data, errors} = Papa.parse<string[]>(written(csvFile(set)).text.slice(0, -2), {
				delimiter: ',',
				newline: '\r\n',
			});
			expect(errors).toEqual([]);
			expect(data.map(row => row.map(unmark))).toEqual(expectedRows(set));
		}),
		{numRuns: often(2000)},
	);
});

needs('python3')('any set is read back by the csv module of Python as it was', () => {
	const sets = fc.sample(tables, {numRuns: often(1000), seed: 7});
	const script =
		'import csv,io,json,sys\nprint(json.dumps([list(csv.reader(io.StringIO(t,newline=""),strict=True)) for t in json.load(sys.stdin)]))';
	const input = JSON.stringify(sets.map(set => written(csvFile(set)).text));
	const {stdout, stderr} = spawnSync('python3', ['-c', script], {input, encoding: 'utf8', maxBuffer: 1e9});
	expect(stderr).toBe('');
	const read = JSON.parse(stdout) as string[][][];
	expect(read.map(rows => rows.map(row => row.map(unmark)))).toEqual(sets.map(expectedRows));
});

test('no file holds control characters besides tabs and line breaks', () => {
	fc.assert(
		fc.property(anySet, set => {
			const file = csvFile(set);
			fc.pre(file.ok);
			expect(written(file).text).not.toMatch(/[\0-\x08\v\f\x0E-\x1F\x7F-\x9F]/);
		}),
	);
});

test.each([
	['points', manyPoints(100_000)],
	['polygons', manySquares(100_000)],
])('100,000 %s are written in pieces', (what, set) => {
	const started = performance.now();
	let length = 0;
	const file = csvFile(set);
	if (!file.ok) throw new Error(file.sentence);
	for (const chunk of file.chunks) length += chunk.length;
	const took = performance.now() - started;
	console.log(`CSV of 100,000 ${what}: ${Math.round(took)} ms, ${Math.round(length / 1e6)} MB`);
	expect(length).toBeGreaterThan(100_000);
});

test('a text too long to be shown is complete in a file, with its secrets masked', () => {
	const long = 'word '.repeat(longestText / 4);
	expect(attributeCell(`${long}token=hunter2secret`, 'esriFieldTypeString')).toBe(`${long}token=•••`);
});

test('m of points is a column too', () => {
	const records = [{geometry: {x: 1, y: 2, m: 9}}, {geometry: {x: 3, y: 4, z: 5}}];
	expect(written(csvFile(setOf({records}))).text).toBe('x,y,z,m\r\n1,2,,9\r\n3,4,5,\r\n');
});

test('a set without fields and points makes no empty file', () => {
	const records = [{geometry: {rings: [square(0, 0, 1, 1)]}}];
	expect(csvFile(setOf({records}))).toEqual({ok: false, sentence: noColumns});
	expect(written(csvFile(setOf({records: []}))).text).toBe('');
});

test('a date beyond the year 9999 is not taken for a formula', () => {
	const records = [{attributes: {D: 253_402_300_800_000}}, {attributes: {D: -62_198_755_200_000}}];
	const {text} = written(csvFile(setOf({fields: [['D', 'esriFieldTypeDate']], records})));
	expect(text).toBe('D\r\n+010000-01-01T00:00:00.000Z\r\n-000001-01-01T00:00:00.000Z\r\n');
});

test('digits are kept, also inside of other values', () => {
	const [big, bigger] = ['-9223372036854775808', '9007199254740993'].map(digits => new ExactNumber(digits));
	const records = [{attributes: {A: big, B: {list: [bigger]}, C: new ExactNumber('1e400'), D: new NoNumber('NaN')}}];
	const {text} = written(csvFile(setOf({fields: [['A'], ['B'], ['C'], ['D']], records})));
	expect(text).toBe('A,B,C,D\r\n-9223372036854775808,"{""list"":[9007199254740993]}",1e400,\r\n');
});
