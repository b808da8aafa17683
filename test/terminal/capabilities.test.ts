import {describe, expect, test} from 'vitest';
import {capabilities, noScreen, type Surroundings} from '../../source/terminal/capabilities.ts';

type Changes = Partial<Omit<Surroundings, 'env'>> & {env?: Surroundings['env']};

const of = ({env, ...changes}: Changes = {}) =>
	capabilities({
		stdin: {isTTY: true},
		stdout: {isTTY: true},
		platform: 'linux',
		flags: {},
		...changes,
		env: {TERM: 'xterm-256color', LANG: 'en_US.UTF-8', ...env},
	});

test('a terminal on both sides has a screen, in colour and with all characters', () => {
	expect(of()).toEqual({display: {screen: true}, isInteractive: true, ascii: false, color: true});
});

describe('no screen', () => {
	test.each<[Changes, string]>([
		[{stdin: {}}, noScreen.input],
		[{stdin: {isTTY: false}}, noScreen.input],
		[{stdout: {}}, noScreen.output],
		[{env: {TERM: 'dumb'}}, noScreen.dumb],
		[{env: {TERM: ''}}, noScreen.noTerm],
		[{env: {TERM: undefined}}, noScreen.noTerm],
		[{env: {CI: 'true'}}, noScreen.ci],
		[{env: {CI: '1'}}, noScreen.ci],
		[{env: {CI: 'woodpecker'}}, noScreen.ci],
	])('with %j: %s', (changes, why) => {
		expect(of(changes).display).toEqual({screen: false, why});
		expect(of(changes).color).toBe(false);
	});
});

describe('a screen all the same', () => {
	test.each<[Changes]>([
		[{env: {CI: ''}}],
		[{env: {CI: 'false'}}],
		[{env: {CI: '0'}}],
		[{env: {TERM: undefined}, platform: 'win32'}],
		[{env: {TERM: 'linux'}}],
		[{env: {TERM: 'screen'}}],
	])('with %j', changes => {
		expect(of(changes).display).toEqual({screen: true});
	});
});

describe('ASCII only', () => {
	test.each<[Changes, boolean]>([
		[{flags: {ascii: true}}, true],
		[{flags: {ascii: false}}, false],
		[{env: {TERM: 'linux'}}, true],
		[{env: {LANG: 'C.utf8'}}, false],
		[{env: {LANG: 'de_DE.utf8'}}, false],
		[{env: {LANG: 'C'}}, true],
		[{env: {LANG: 'POSIX'}}, true],
		[{env: {LANG: 'de_DE.ISO-8859-1'}}, true],
		[{env: {LANG: undefined}}, true],
		[{env: {LC_CTYPE: 'C'}}, true],
		[{env: {LC_CTYPE: 'C.UTF-8', LANG: 'C'}}, false],
		[{env: {LC_ALL: 'C', LC_CTYPE: 'C.UTF-8'}}, true],
		[{env: {LC_ALL: 'C.UTF-8', LC_CTYPE: 'C', LANG: 'C'}}, false],
		[{env: {LC_ALL: '', LC_CTYPE: '', LANG: 'C.UTF-8'}}, false],
		[{env: {LANG: undefined}, platform: 'win32'}, false],
		[{env: {LANG: 'C'}, platform: 'win32'}, true],
	])('with %j: %s', (changes, ascii) => {
		expect(of(changes).ascii).toBe(ascii);
	});
});

describe('colour', () => {
	test.each<[Changes, boolean]>([
		[{flags: {noColor: true}}, false],
		[{env: {NO_COLOR: '1'}}, false],
		[{env: {NO_COLOR: '0'}}, false],
		[{env: {NO_COLOR: ''}}, true],
		[{env: {FORCE_COLOR: '0'}}, false],
		[{env: {FORCE_COLOR: 'false'}}, false],
		[{env: {FORCE_COLOR: '3'}}, true],
		[{env: {FORCE_COLOR: '3', NO_COLOR: '1'}}, false],
		[{env: {FORCE_COLOR: '3'}, flags: {noColor: true}}, false],
	])('with %j: %s', (changes, color) => {
		expect(of(changes).color).toBe(color);
	});
});
