import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {originOf} from '../../../source/gp/client/origin.ts';
import {often} from '../../often.ts';

function asParsed(url: string): unknown {
	const {origin, host, protocol} = new URL(url);
	return {origin, host, isSecure: protocol === 'https:'};
}

describe('the server that a URL names', () => {
	test.each([
		'https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1',
		'http://gis.acme.com:6080',
		'https://GIS.acme.com:443/x',
		'http://[::1]:8080/a?b=/c',
		'http://h?x=/y',
		'https://a@b.c/d#e/f',
		'https:\\\\gis.acme.com\\evil.com/x',
		'https:///gis.acme.com/x',
		'http:////gis.acme.com/x',
		' https://gis.acme.com/x',
		'https:gis.acme.com/x/y',
		'http://ex\tample.com/x',
	])('%j', url => {
		expect([originOf(url), originOf(url)]).toEqual([asParsed(url), asParsed(url)]);
	});

	test('is the one that the platform finds, whatever the URL', () => {
		const head = fc.constantFrom('http://', 'https://', 'https:', 'http:/', 'HTTPS://', 'http:\\\\');
		const rest = fc.stringMatching(/^[a-z0-9.:@/\\?#[\] -]{1,30}$/);
		fc.assert(
			fc.property(head, rest, (scheme, tail) => {
				const url = scheme + tail;
				if (URL.canParse(url)) expect(originOf(url)).toEqual(asParsed(url));
				else expect(() => originOf(url)).toThrow(TypeError);
			}),
			{numRuns: often(2000)},
		);
	});

	test('stays right when there are more servers than are remembered', () => {
		for (let index = 0; index < 2500; index++) originOf(`https://s${index}.acme.com/x`);
		expect(originOf('https://s0.acme.com/x').host).toBe('s0.acme.com');
	});
});
