/** Every promise of SECURITY.md, and every claim of safety elsewhere, has a test that tries to break it. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {elsewhere, type Promised, security} from './promises.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function page(name: string): string {
	return readFileSync(join(root, name), 'utf8').replace(/\s+/g, ' ');
}

/** The sentences of the bullets, without their titles. */
function sentencesOf(markdown: string): readonly string[] {
	const [, promised = ''] = /## What gpjobs promises(.*?)(?=\n## )/s.exec(markdown) ?? [];
	return promised
		.split(/^- /m)
		.slice(1)
		.flatMap(bullet => {
			const text = bullet.replace(/\s+/g, ' ').trim();
			return text.replace(/^\*\*[^*]+\*\* /, '').split(/(?<=[.!])\s+(?=[A-Z])/);
		});
}

test('every sentence of SECURITY.md that promises something has an entry, and every entry its sentence', () => {
	const sentences = sentencesOf(readFileSync(join(root, 'SECURITY.md'), 'utf8'));
	expect(sentences.length).toBeGreaterThan(20);
	expect(security.map(({sentence}) => sentence).toSorted()).toEqual(sentences.toSorted());
});

test.each(Object.entries(elsewhere))('what is claimed on %s stands there', (name, promises) => {
	const text = page(name);
	for (const {sentence} of promises) expect(text).toContain(sentence);
});

const all: readonly Promised[] = [...security, ...Object.values(elsewhere).flat()];

test.each(all)('$sentence', ({tests}) => {
	expect(tests.length).toBeGreaterThan(0);
	for (const [file, name] of tests) {
		const path = join(root, 'test', file);
		expect(existsSync(path), file).toBe(true);
		// Names stand in the source, in quotes of any kind.
		expect(readFileSync(path, 'utf8').replaceAll("\\'", "'"), `${file} has no test "${name}"`).toContain(name);
	}
});
