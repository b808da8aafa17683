import {expect, test} from 'vitest';
import {createRequestLog, withoutTokens} from '../../../source/demo/http/request-log.ts';

test.each([
	['/a?f=json&token=secret', '/a?f=json&token=…'],
	['/a?TOKEN=secret&f=json', '/a?token=…&f=json'],
	['/a?%74oken=secret', '/a?token=…'],
	['/a?+token=secret', '/a?token=…'],
	['/a?token=se=cret?x', '/a?token=…'],
	['/a?token=a&token=b', '/a?token=…&token=…'],
	['/a?f=json&tokens=3&%zz=1', '/a?f=json&tokens=3&%zz=1'],
	['/a', '/a'],
])('%s is logged as %s', (url, logged) => {
	expect(withoutTokens(url)).toBe(logged);
});

test('the log keeps the last ten thousand requests, and of each a bounded path', () => {
	const log = createRequestLog();
	for (let request = 0; request < 10_005; request += 1) log.add('GET', `/${request}`, request);
	expect(log.entries).toHaveLength(10_000);
	expect(log.entries[0]).toEqual({method: 'GET', path: '/5', at: 5});
	log.add('GET', `/${'x'.repeat(10_000)}`, 0);
	expect(log.entries.at(-1)?.path).toHaveLength(2_000);
});
