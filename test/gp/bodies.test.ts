/** What a person reads of each body in `test/fixtures/bodies/`, member by member. */
import {readdirSync, statSync} from 'node:fs';
import {join, relative} from 'node:path';
import {describe, expect, test} from 'vitest';
import {bodies, bodiesFolder, bodyText} from '../fixtures/bodies.ts';
import {type Reading, readingOf, resources} from './body-reading.ts';

const files = readdirSync(bodiesFolder, {withFileTypes: true, recursive: true})
	.filter(entry => entry.isFile())
	.map(entry => relative(bodiesFolder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));

/** Members by their paths; a list of names or texts is one. */
function membersOf(reading: unknown, path = ''): ReadonlyMap<string, unknown> {
	const isList = Array.isArray(reading) && reading.every(member => typeof member !== 'object');
	if (typeof reading !== 'object' || reading === null || isList) return new Map([[path, reading]]);
	const below = Object.entries(reading).flatMap(([name, member]) => [
		...membersOf(member, path === '' ? name : `${path}.${name}`),
	]);
	return new Map(below);
}

/** What is read, with `says` cut to the parts that are expected in it. */
function compared(actual: Reading, expected: Reading): Readonly<Record<string, unknown>> {
	const parts = membersOf(expected);
	const members = [...membersOf(actual)].flatMap(([path, member]): [string, unknown][] => {
		if (!path.endsWith('says')) return [[path, member]];
		const wanted = parts.get(path);
		if (wanted === undefined) return [];
		return [[path, (wanted as readonly string[]).filter(part => String(member).includes(part))]];
	});
	return Object.fromEntries(members);
}

function without(members: Readonly<Record<string, unknown>>, paths: readonly string[]) {
	return Object.fromEntries(Object.entries(members).filter(([path]) => !paths.includes(path)));
}

describe.each(bodies)('$file as $readAs: $shows', ({file, readAs, dataType, expected, notYet = []}) => {
	const actual = compared(readingOf(bodyText(file), readAs, dataType), expected);
	const wanted = Object.fromEntries(membersOf(expected));

	test('is read as expected', () => {
		expect(without(actual, notYet)).toEqual(without(wanted, notYet));
	});

	// Who mends one of these takes it off the list.
	test.each(notYet)('but for %s', path => {
		expect(actual[path]).not.toEqual(wanted[path]);
	});
});

test('each body is in the index once, and nothing else is', () => {
	expect(bodies.map(({file}) => file).toSorted()).toEqual(files.toSorted());
});

test.each(files)('%s: whatever it is taken for, it is read without an exception', file => {
	for (const resource of resources) expect(readingOf(bodyText(file), resource)).toHaveProperty('is');
});

test('they are small enough for people to read', () => {
	const bytes = files.map(file => statSync(join(bodiesFolder, file)).size);
	expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000);
	expect(Math.max(...bytes)).toBeLessThan(20_000);
});
