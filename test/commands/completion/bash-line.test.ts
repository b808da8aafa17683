import {execFileSync} from 'node:child_process';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {quotedForBash, readBashLine} from '../../../source/commands/completion/bash-line.ts';

const breaks = ' \t\n"\'><=;|&(:';

test.each([
	['gpjobs ', ['gpjobs', ''], '', 0],
	['gpjobs wait fl', ['gpjobs', 'wait', 'fl'], '', 0],
	['gpjobs  wait   fl', ['gpjobs', 'wait', 'fl'], '', 0],
	['gpjobs wait "night l', ['gpjobs', 'wait', 'night l'], '"', 0],
	["gpjobs wait 'night l", ['gpjobs', 'wait', 'night l'], "'", 0],
	['gpjobs wait night\\ l', ['gpjobs', 'wait', 'night l'], '', 0],
	['gpjobs wait "a" b', ['gpjobs', 'wait', 'a', 'b'], '', 0],
	['gpjobs wait "" ', ['gpjobs', 'wait', '', ''], '', 0],
	['gpjobs wait https://h:64', ['gpjobs', 'wait', 'https://h:64'], '', 'https://h:'.length],
	['gpjobs wait "https://h:64', ['gpjobs', 'wait', 'https://h:64'], '"', 0],
	['gpjobs messages --level=w', ['gpjobs', 'messages', '--level=w'], '', '--level='.length],
	['gpjobs wait a\\', ['gpjobs', 'wait', 'a'], '', 0],
])('%s', (line, words, quote, fixed) => {
	expect(readBashLine(line, breaks)).toEqual({words, quote, fixed});
});

test('bash reads back the very word that was quoted', () => {
	const label = fc
		.string({unit: 'grapheme', minLength: 1, maxLength: 20})
		.filter(text => !/[\p{Control}\p{Surrogate}]/u.test(text));
	const words = fc.sample(label, {numRuns: 200, seed: 7});
	for (const quote of ['', '"', "'"] as const) {
		const quoted = words.flatMap(word => {
			const inside = quotedForBash(word, quote);
			return inside === undefined ? [] : [{word, typed: `${quote}${inside}${quote}`}];
		});
		expect(quoted.length).toBeGreaterThan(100);
		const script = quoted.map(({typed}) => `printf '%s\\n' ${typed}`).join('\n');
		const read = execFileSync('bash', ['--norc', '-c', script], {encoding: 'utf8', env: {LC_ALL: 'C.UTF-8'}});
		expect(read.split('\n').slice(0, -1)).toEqual(quoted.map(({word}) => word));
		for (const {word, typed} of quoted) expect(readBashLine(typed, breaks).words).toEqual([word]);
	}
});

test('a word that bash would expand from its history is not offered within double quotes', () => {
	for (const word of ['!!', 'x!-1', 'run!', 'a!b c']) {
		expect(quotedForBash(word, '"')).toBeUndefined();
		expect(quotedForBash(word, "'")).toBe(word);
		expect(quotedForBash(word, '')).toContain('\\!');
	}
});
