/** An export says that another file relies on it, and its name means one thing. `npm run exports` prints what breaks this. */
import {expect, test} from 'vitest';
import {definedTwice, type Export, exportsOfSource, importedNowhere, onlyForTests} from '../../scripts/exports.ts';

const all = exportsOfSource();
const nameOf = ({path, name}: Export) => `${path} ${name}`;

/** State of a module that tests put back. */
const forTests = ['source/text/known-secrets.ts forgetSecrets'];

test('the exports are found, with those who import them', () => {
	const found = all.find(({path, name}) => path === 'source/text/safe-text.ts' && name === 'serverText');
	expect(found?.importers.length).toBeGreaterThan(5);
	expect(found?.testers.length).toBeGreaterThan(1);
});

test('what is exported is imported by another file, or is a sentence', () => {
	expect(importedNowhere(all).map(nameOf)).toEqual([]);
});

test('nothing is there for tests alone', () => {
	expect(onlyForTests(all).map(nameOf)).toEqual(forTests);
});

test('a name is exported by one file', () => {
	expect(Object.fromEntries(definedTwice(all))).toEqual({});
});
