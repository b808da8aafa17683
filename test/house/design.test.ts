/** The code cites the contract, `docs/design.md`, by section: each section that is cited is there. */
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';

const root = join(import.meta.dirname, '../..');
const pages = ['source', 'test', 'scripts', 'docs']
	.flatMap(folder => globSync(`${folder}/**/*.{ts,tsx,js,md}`, {cwd: root}))
	.concat('README.md', 'CONTRIBUTING.md', 'SECURITY.md')
	.filter(path => path !== 'test/house/design.test.ts');

/** What a text cites: the number of a section, and the title of a part of it where one is named behind it. */
function citationsIn(text: string): readonly {readonly section: string; readonly part: string | undefined}[] {
	return [...text.matchAll(/design(?:\.md)? §([\w.]+?)(?![\w]|\.\w)(?: "([^"]+)")?/g)].map(
		([, section = '', part]) => ({
			section,
			part,
		}),
	);
}

/** The sections of the contract by number, with the titles of their parts. */
function sectionsOf(markdown: string): ReadonlyMap<string, readonly string[]> {
	const sections = markdown.split(/^## /m).slice(1);
	return new Map(
		sections.map(section => [
			/^(\d+)\. /.exec(section)?.[1] ?? '',
			[...section.matchAll(/^### (.*)$/gm)].map(([, title = '']) => title),
		]),
	);
}

const sections = sectionsOf(readFileSync(join(root, 'docs/design.md'), 'utf8'));

test('each cited section of the contract is there', () => {
	const cited = pages.flatMap(path =>
		citationsIn(readFileSync(join(root, path), 'utf8')).map(citation => ({path, ...citation})),
	);
	expect(cited.length).toBeGreaterThan(20);
	const missing = cited.filter(({section, part}) => {
		const parts = sections.get(section);
		return parts === undefined || (part !== undefined && !parts.includes(part));
	});
	expect(missing).toEqual([]);
});

test('its sections are numbered in their order', () => {
	expect([...sections.keys()]).toEqual(Array.from({length: sections.size}, (_, index) => String(index + 1)));
});

test.each([
	['(design §5): so', '5', undefined],
	['design §6 "Messages" says', '6', 'Messages'],
	['docs/design.md §12.', '12', undefined],
	['design §2.1 has', '2.1', undefined],
	['design §9b', '9b', undefined],
])('%s cites', (text, section, part) => {
	expect(citationsIn(text)).toEqual([{section, part}]);
});
