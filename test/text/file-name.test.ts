import {join, resolve, sep, win32} from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {extensionOf, numberedName, safeFileName} from '../../source/text/file-name.ts';
import {safeText} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';
import {nastyParts} from './nasty-names.ts';

test.each([
	['report.csv', 'report.csv'],
	['/arcgis/rest/directories/arcgisjobs/t_gpserver/j1/scratch/my%20roads.zip', 'my roads.zip'],
	['Größe 漢字 👍.tif', 'Größe 漢字 👍.tif'],
	['Gro\u0308\u00dfe.tif', 'Größe.tif'],
	['100%.txt', '100%.txt'],
	// Other folders.
	['..\\..\\x', 'x'],
	['a/../../b', 'b'],
	['../../etc/passwd', 'passwd'],
	['%2e%2e%2fx', 'x'],
	['..%5c..%5cx.exe', 'x.exe'],
	['C:\\Windows\\x.dll', 'x.dll'],
	['C:x.dll', 'C_x.dll'],
	['x.txt:stream', 'x.txt_stream'],
	['%2e%2e%2f', 'fallback.bin'],
	['..', 'fallback.bin'],
	['.', 'fallback.bin'],
	['', 'fallback.bin'],
	['/', 'fallback.bin'],
	['. . .', 'fallback.bin'],
	['a/', 'fallback.bin'],
	// Decoded once, and not again.
	['%252e%252e%252fx', '_2e_2e_2fx'],
	['%2541.txt', '_41.txt'],
	['%ff.txt', '_ff.txt'],
	// What a shell or a file manager would take for something else.
	['.bashrc', 'bashrc'],
	['-rf', 'rf'],
	['--output=x', 'output=x'],
	['~root', 'root'],
	['...-. x', 'x'],
	['x. . ', 'x'],
	// What is not seen.
	['a\0b.txt', 'ab.txt'],
	['a%00b.txt', 'ab.txt'],
	['a\u001b[31mb\r\n\t\u0007\u007f\u009b.txt', 'a[31mb.txt'],
	['photo\u202egpj.exe', 'photogpj.exe'],
	['a\u200b\u200d\ufeff\u2066\u{e0041}\ufe0f\u3164.txt', 'a.txt'],
	['a\ud800.txt', 'a.txt'],
	['\u0301a.txt', 'a.txt'],
	['a\u00a0\u3000\u2003b.txt', 'a b.txt'],
	['a\u2028b.txt', 'ab.txt'],
	['a:*?"<>|b.txt', 'a_______b.txt'],
	// Windows.
	['CON', '_CON'],
	['con.txt', '_con.txt'],
	['nul .tar.gz', '_nul .tar.gz'],
	['COM1.zip', '_COM1.zip'],
	['lpt\u00b9', '_lpt\u00b9'],
	['CONIN$', '_CONIN$'],
	['CONSOLE.txt', 'CONSOLE.txt'],
	['com10.txt', 'com10.txt'],
	// Secrets.
	['x token=abcdef.zip', 'x token_•••'],
	['bearer abcdef.zip', 'bearer_•••'],
])('%j is saved as %j', (offered, name) => {
	expect(safeFileName(offered, 'fallback.bin')).toBe(name);
});

test('the fallback is cleaned too', () => {
	expect(safeFileName('', '../.x/-y.csv')).toBe('y.csv');
	expect(safeFileName('', '..')).toBe('download');
});

test.each([
	['x'.repeat(300), 'x'.repeat(200)],
	[`${'x'.repeat(300)}.tif`, `${'x'.repeat(196)}.tif`],
	[`${'x'.repeat(300)}.tar.gz`, `${'x'.repeat(193)}.tar.gz`],
	[`${'漢'.repeat(300)}.zip`, `${'漢'.repeat(65)}.zip`],
	[`${'👍'.repeat(100)}.csv`, `${'👍'.repeat(49)}.csv`],
	[`a.${'x'.repeat(300)}`, `a.${'x'.repeat(198)}`],
	[`${'x'.repeat(195)} . . y.zip`, `${'x'.repeat(195)}.zip`],
])('a name that is too long keeps its extension (%#)', (offered, name) => {
	expect(safeFileName(offered, 'fallback')).toBe(name);
	expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
});

test.each([
	['a.txt', 0, 'a.txt'],
	['a.txt', 1, 'a-1.txt'],
	['a.tar.gz', 12, 'a-12.tar.gz'],
	['roads.gdb.zip', 1, 'roads-1.gdb.zip'],
	['v1.2.zip', 1, 'v1.2-1.zip'],
	['README', 3, 'README-3'],
	['x token_•••', 1, 'x token_•••-1'],
	[`${'漢'.repeat(65)}.zip`, 10, `${'漢'.repeat(64)}-10.zip`],
])('%s with the number %d is %s', (name, n, numbered) => {
	expect(numberedName(safeText(name), n)).toBe(numbered);
});

test.each([
	['a.ZIP', 'zip'],
	['a.tar.gz', 'gz'],
	['a', ''],
	['.bashrc', ''],
	['a.', ''],
	['a.b c', ''],
])('the extension of %j is %j', (name, extension) => {
	expect(extensionOf(name)).toBe(extension);
});

test('any name stays inside the folder, and means the same the second time', () => {
	const nasty = fc.constantFrom(...nastyParts);
	const names = fc.oneof(
		fc.array(fc.oneof(nasty, fc.string({unit: 'binary', maxLength: 6})), {maxLength: 14}).map(parts => parts.join('')),
		fc.string({unit: 'binary', maxLength: 400}),
	);
	const folder = `${sep}home${sep}me`;
	fc.assert(
		fc.property(names, fc.nat(1200), (offered, n) => {
			const name = safeFileName(offered, 'fallback.bin');
			for (const each of [name, numberedName(name, n)]) {
				expect(resolve(folder, each)).toBe(join(folder, each));
				expect(join(folder, each).slice(0, folder.length + 1)).toBe(folder + sep);
				expect(win32.resolve('C:\\me', each)).toBe(`C:\\me\\${each}`);
				// biome-ignore format: one line
				expect(each).not.toMatch(/[\0-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Surrogate}]|^[.\-~ ]|[. ]$/u);
				expect(each).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)/i);
				expect(Buffer.byteLength(each)).toBeLessThanOrEqual(200);
				expect(each).not.toBe('');
			}
			if (n > 0) expect(numberedName(name, n)).toContain(`-${n}`);
			expect(safeFileName(name, 'other')).toBe(name);
			expect(name.normalize('NFC')).toBe(name);
		}),
		{numRuns: often(10_000)},
	);
});
