import {expect, test} from 'vitest';
import {secondTries} from './second-tries-reporter.ts';

test('a run without second tries says nothing', () => {
	expect(secondTries([])).toBe('');
});

test('each test that needed a second try is named, with the first line of what failed', () => {
	const text = secondTries([
		{name: 'a.test.ts > one', reasons: ['expected 1\nto be 2', 'x']},
		{name: 'b.test.ts > two', reasons: []},
	]);
	for (const part of ['a.test.ts > one', 'expected 1', 'x', 'b.test.ts > two']) expect(text).toContain(part);
	expect(text).not.toContain('to be 2');
});
