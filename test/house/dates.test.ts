/** Numbers from outside become dates in one place: the methods of an invalid `Date` throw. */
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';

const source = fileURLToPath(new URL('../../source/', import.meta.url));
/** The one place; and the embedded server, whose numbers are its own. */
const allowed = (file: string) => file === 'text/date.ts' || file.startsWith('demo/');
const makesDate = /\bnew Date\(\s*[^)\s]|\bDateTimeFormat\b|\.toLocale(?:Date|Time)?String\(/;

test('the pattern finds what it is for', () => {
	for (const line of ['new Date(epoch)', 'new Date( at ).toISOString()', 'Intl.DateTimeFormat()'])
		expect(makesDate.test(line)).toBe(true);
	for (const line of ['dateOf(epoch)', 'new Date()', 'Date.now()']) expect(makesDate.test(line)).toBe(false);
});

test('no file but text/date.ts makes a Date of a number', () => {
	const files = globSync('**/*.{ts,tsx}', {cwd: source}).map(file => file.replaceAll('\\', '/'));
	expect(files.length).toBeGreaterThan(100);
	const offenders = files.filter(file => !allowed(file) && makesDate.test(readFileSync(join(source, file), 'utf8')));
	expect(offenders).toEqual([]);
});
