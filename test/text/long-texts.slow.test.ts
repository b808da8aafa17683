import {expect, test} from 'vitest';
import {cutMark, longestName, longestText} from '../../source/text/cut.ts';
import {knowSecret} from '../../source/text/known-secrets.ts';
import {rewordedText, serverName, serverText} from '../../source/text/safe-text.ts';
import {isThorough} from '../often.ts';

/** Enough for what is not linear in it to take minutes. */
const millions = isThorough ? 3_000_000 : 1_000_000;

test.each([
	['a Basic header', `Basic ${'A'.repeat(2 * millions)}`],
	['bidi controls', '\u202e'.repeat(millions / 2)],
	['a name without end', 'token='.repeat(millions / 2)],
	['hidden characters within a name', `to${'\u200b'.repeat(millions / 2)}`],
	['hidden characters behind a quote', `token="${'\u202e'.repeat(2 * millions)}`],
	['percent escapes', '%3D'.repeat(millions / 2)],
	['control sequences without end', `\u001b[${'1'.repeat(millions)}`],
	['combining marks', `a${'\u0301'.repeat(millions)}`],
	['percent signs escaped without end', `%${'25'.repeat(millions / 2)}41`],
	['ampersands escaped without end', `&${'amp;'.repeat(millions / 4)}#97;`],
	['numbers of HTML without end', `&#${'0'.repeat(millions)}97;`],
	['hexadecimal digits with blanks', '61 62 '.repeat(millions / 6)],
	['quotation marks', '"'.repeat(millions)],
	['line breaks', '\r\n'.repeat(millions / 2)],
])(
	'a text of some MB is read whatever is in it: %s',
	(_, text) => {
		knowSecret('ab-OWNTOKEN-123.');
		const most = 2 * longestText + cutMark(text.length).length;
		for (const form of ['line', 'lines'] as const) {
			const texts = [serverText(text, form), rewordedText(text, `${text} `, form), rewordedText('sent', text, form)];
			for (const {safe, raw = ''} of texts) expect(Math.max(safe.length, raw.length)).toBeLessThanOrEqual(most);
		}
		expect(serverName(text).safe.length).toBeLessThanOrEqual(9 * (longestName + 1));
	},
	120_000,
);
