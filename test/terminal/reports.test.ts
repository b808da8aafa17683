import fc from 'fast-check';
import {expect, test} from 'vitest';
import {ReportFilter} from '../../source/terminal/reports.ts';
import {often} from '../often.ts';

/** What is left of chunks that come one after the other; a number is a pause in milliseconds. */
function read(...chunks: ReadonlyArray<string | number>): string {
	const reports = new ReportFilter();
	let now = 0;
	let text = '';
	for (const chunk of chunks) {
		if (typeof chunk === 'number') now += chunk;
		else text += reports.without(chunk, now);
	}
	return text;
}

test.each<[string, ReadonlyArray<string | number>, string]>([
	['a report', ['\x1B[M`D!'], ''],
	['reports and keys', ['j\x1B[M`D!\x1B[Maxq', 'G'], 'jG'],
	['a report in one chunk with keys', ['\x1B[M`D!jj'], 'jj'],
	['a report in pieces', ['\x1B[M`', 50, 'D', 50, '!', 'x'], 'x'],
	['a report far to the right', ['\x1B[M \uFFFD!x'], 'x'],
	['its beginning alone, and a key later', ['\x1B[M', 1000, 'q'], 'q'],
	['an arrow, other reports and keys', ['\x1B[A', 'q', '\x1B[<0;1;1M', 'x'], '\x1B[Aq\x1B[<0;1;1Mx'],
	['Esc, then keys', ['\x1B', 1000, '[', 'M', 'q'], '\x1B[Mq'],
	['a report that is cut in its introducer', ['\x1B[', 20, 'M`D!x'], '\x1B[Mx'],
	['a report that is cut behind Esc', ['\x1B', 5, '[M`D!x'], '\x1B[Mx'],
	['a late answer about the background, ended by ST', ['j\x1B]11;rgb:ffff/ffff/ffff\x1B\\G'], 'jG'],
	['a late answer about the background, ended by BEL', ['\x1B]11;rgb:0000/2b2b/3636\x07x'], 'x'],
	['attributes and positions of the cursor', ['\x1B[?64;1;2c\x1B[24;1R\x1B[24;2Rj'], 'j'],
	['an answer in pieces', ['\x1B]11;rg', 20, 'b:ffff/ffff/ffff\x1B', 20, '\\j'], 'j'],
	['attributes in pieces', ['\x1B[?6', 20, '4;1cj'], 'j'],
	['an answer that is cut behind Esc', ['\x1B', 5, ']11;rgb:ffff/ffff/ffff\x1B\\x'], '\x1B[Mx'],
	['an answer that never ends, and a key later', ['\x1B]11;rgb', 1000, 'q'], 'q'],
	['keys with modifiers', ['\x1B[1;5A\x1B[6~\x1BOP\x1B[15~'], '\x1B[1;5A\x1B[6~\x1BOP\x1B[15~'],
	['a pasted text', ['\x1B[200~https://h/x\x1B[201~'], '\x1B[200~https://h/x\x1B[201~'],
	['a paste whose end is cut', ['\x1B[200~x\x1B[20', 1000, '1~'], '\x1B[200~x\x1B[201~'],
	['a paste that arrives character by character', [...'\x1B[200~x\x1B[201~y'], '\x1B[200~x\x1B[201~y'],
	['keys that arrive character by character', [...'\x1B[5~\x1B[1;5A\x1BOPj'], '\x1B[5~\x1B[1;5A\x1BOPj'],
	['Esc twice, then a key', ['\x1B', '\x1B', 'q'], '\x1B\x1Bq'],
	['nothing', ['', ''], ''],
])('%s', (_, chunks, left) => {
	expect(read(...chunks)).toBe(left);
});

const keys = ['j', '?', '\x1B', '\x1B[A', '\x1B[5~', '\x1B[1;5A', '\x1BOP', '\x1B[15~', 'あ', '\x1B[200~x:y\x1B[201~'];
const reports = ['\x1B[M`D!', '\x1B]11;rgb:ffff/0/ff\x1B\\', '\x1B]11;#fff\x07', '\x1B[?64;1;2c', '\x1B[24;80R'];
/** What Ink ignores: the introducer of a mouse report, and Shift with F3, which looks like the position of the cursor. */
const ignored = /\x1B\[M|\x1B\[\d+;\d+R/g;

test('however the input is cut into chunks, keys arrive whole and reports do not', () => {
	const input = fc.array(fc.constantFrom(...keys, ...reports), {maxLength: 12});
	fc.assert(
		fc.property(input, fc.array(fc.nat(60), {maxLength: 20}), (parts, cuts) => {
			const text = parts.join('');
			const places = [...new Set([0, ...cuts.filter(cut => cut < text.length), text.length])].sort((a, b) => a - b);
			const chunks = places.map((place, index) => text.slice(place, places[index + 1]));
			const typed = parts.filter(part => keys.includes(part)).join('');
			expect(read(...chunks).replace(ignored, '')).toBe(typed);
		}),
		{numRuns: often(20_000, 200)},
	);
});
