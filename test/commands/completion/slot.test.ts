import fc from 'fast-check';
import {expect, test} from 'vitest';
import {isCommand} from '../../../source/commands/command-table.ts';
import {placeIn} from '../../../source/commands/completion/slot.ts';

test.each([
	[[''], {kind: 'command'}],
	[['wa'], {kind: 'command'}],
	[['--ascii', ''], {kind: 'command'}],
	[['--home', '/x', ''], {kind: 'command'}],
	[['wait', ''], {kind: 'job'}],
	[['wait', '--any', 'a', 'b', ''], {kind: 'job'}],
	[['--json', 'wait', '--timeout', '5m', ''], {kind: 'job'}],
	[['messages', ''], {kind: 'job'}],
	[['messages', 'a', ''], {kind: 'job'}],
	[['label', 'a', ''], {kind: 'nothing'}],
	[['remove', ''], {kind: 'job'}],
	[['results', ''], {kind: 'job'}],
	[['results', 'a', ''], {kind: 'parameter', of: 'results', job: 'a'}],
	[['inputs', '--json', 'a', ''], {kind: 'parameter', of: 'inputs', job: 'a'}],
	[['results', 'a', 'b', ''], {kind: 'nothing'}],
	[['list', ''], {kind: 'job'}],
	[['add', ''], {kind: 'nothing'}],
	[['https://gis.acme.com/', ''], {kind: 'nothing'}],
	[['results', 'a', '-o', ''], {kind: 'files'}],
	[['cancel', 'a', '-y', ''], {kind: 'job'}],
	[['config', ''], {kind: 'choice', words: ['list', 'get', 'set', 'unset', 'path']}],
	[['config', 'get', ''], {kind: 'setting'}],
	[['config', 'set', ''], {kind: 'setting'}],
	[['config', 'set', 'rate', ''], {kind: 'nothing'}],
	[['config', 'path', ''], {kind: 'nothing'}],
	[['completion', ''], {kind: 'choice', words: ['bash', 'zsh', 'fish', 'powershell']}],
	[['messages', '--level', ''], {kind: 'choice', words: ['info', 'warning', 'error']}],
	[['wait', '--timeout', ''], {kind: 'nothing'}],
	[['results', 'a', '--output', ''], {kind: 'files'}],
	[['--home', ''], {kind: 'files'}],
	[['add', '--tag', ''], {kind: 'tag'}],
	[['wait', '--', '--'], {kind: 'job'}],
	[['wait', '--nonsense', ''], {kind: 'job'}],
])('%j', (words, slot) => {
	expect(placeIn(words)).toEqual({slot, prefix: ''});
});

test('an option that has its value after = keeps it with its name', () => {
	const words = ['info', 'warning', 'error'];
	expect(placeIn(['messages', '--level=w'])).toEqual({slot: {kind: 'choice', words}, prefix: '--level='});
	expect(placeIn(['--home=/x'])).toEqual({slot: {kind: 'files'}, prefix: '--home='});
	expect(placeIn(['wait', '--json='])).toEqual({slot: {kind: 'nothing'}, prefix: '--json='});
});

test('options are those of the command, and each once unless it may be repeated', () => {
	const names = (words: readonly string[]) => {
		const {slot} = placeIn(words);
		return slot.kind === 'option' ? slot.names : [];
	};
	expect(names(['wait', '--'])).toEqual(expect.arrayContaining(['any', 'timeout', 'json', 'help']));
	expect(names(['wait', '--any', '-'])).not.toContain('any');
	expect(names(['add', '--tag', 'x', '--'])).toContain('tag');
	expect(names(['--'])).not.toContain('any');
});

test('whatever was typed, there is an answer', () => {
	const word = fc.oneof(
		fc.constantFrom(
			'wait',
			'config',
			'get',
			'--',
			'--level',
			'--level=',
			'-',
			'',
			'constructor',
			'--__proto__',
			'--=x',
		),
		fc.string({maxLength: 6}),
	);
	fc.assert(
		fc.property(fc.array(word, {maxLength: 6}), words => {
			const {slot} = placeIn(words);
			if (slot.kind === 'command') expect(words.slice(0, -1).filter(isCommand)).toEqual(expect.any(Array));
			expect(slot.kind).toBeTypeOf('string');
		}),
	);
});
