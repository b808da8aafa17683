import {expect, test} from 'vitest';
import {MouseReports} from '../../source/terminal/mouse-reports.ts';

/** What is left of chunks that come one after the other; a number is a pause in milliseconds. */
function read(...chunks: ReadonlyArray<string | number>): string {
	const reports = new MouseReports();
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
	['nothing', ['', ''], ''],
])('%s', (_, chunks, left) => {
	expect(read(...chunks)).toBe(left);
});
