/** CONTRIBUTING leads through the house file by file: each file that it names is there. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

/** The files that a text names with their folders. */
const filesIn = (text: string) =>
	[...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/[\w.-]+\.tsx?|cli\.ts)`/g)].map(([, path = '']) => path);

test('each file that CONTRIBUTING names is there', () => {
	const files = filesIn(page).filter(path => !path.includes('NAME'));
	expect(files.length).toBeGreaterThan(40);
	const missing = files.filter(path => !existsSync(join(root, path)) && !existsSync(join(root, 'source', path)));
	expect(missing).toEqual([]);
});

test('the way of a URL to its row is at most thirty files long', () => {
	const [, way = ''] = /\*URL to row\*([\s\S]*?)\n\n[^-]/.exec(page.replace(/thirty files:\n\n/, '')) ?? [];
	const files = filesIn(way);
	expect(files.at(0)).toBe('cli.ts');
	expect(files.at(-1)).toBe('ui/line.tsx');
	expect(new Set(files).size).toBeLessThanOrEqual(30);
});

test('the way of a key to its POST is at most twelve files long', () => {
	const [, way = ''] = /\*Key to POST\*([\s\S]*?)\n\n/.exec(page) ?? [];
	const files = filesIn(way);
	expect([files.at(0), files.at(-1)]).toEqual(['ui/screen/keyboard.tsx', 'gp/client/client.ts']);
	expect(files).toContain('ui/dialogs/cancel.ts');
	expect(new Set(files).size).toBeLessThanOrEqual(12);
});
