import {describe, expect, test} from 'vitest';
import {capabilities, noScreen, questionsFor, type Surroundings} from '../../source/terminal/capabilities.ts';

type Changes = Partial<Omit<Surroundings, 'env'>> & {env?: Surroundings['env']};

const around = ({env, ...changes}: Changes = {}): Surroundings => ({
	stdin: {isTTY: true},
	stdout: {isTTY: true},
	platform: 'linux',
	flags: {},
	...changes,
	env: {TERM: 'xterm-256color', LANG: 'en_US.UTF-8', ...env},
});

const of = (changes: Changes = {}) => capabilities(around(changes));

const [white, black] = [
	[1, 1, 1],
	[0, 0, 0],
] as const;

test('a terminal on both sides has a screen, in colour and with all characters', () => {
	expect(of()).toEqual({
		display: {screen: true},
		isInteractive: true,
		symbols: {isAscii: false, because: 'locale'},
		colours: {scheme: 'dark', because: 'not asked'},
	});
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
		expect(of(changes).colours.scheme).toBe('none');
	});
});

describe('a screen nevertheless', () => {
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
		expect(of(changes).symbols.isAscii).toBe(ascii);
	});
});

describe('colours', () => {
	test.each<[Changes, boolean]>([
		[{flags: {color: 'off'}}, false],
		[{env: {NO_COLOR: '1'}}, false],
		[{env: {NO_COLOR: '0'}}, false],
		[{env: {NO_COLOR: ''}}, true],
		[{env: {FORCE_COLOR: '0'}}, false],
		[{env: {FORCE_COLOR: 'false'}}, false],
		[{env: {FORCE_COLOR: '3'}}, true],
		[{env: {FORCE_COLOR: '3', NO_COLOR: '1'}}, false],
		[{env: {FORCE_COLOR: '3'}, flags: {color: 'off'}}, false],
		[{env: {NO_COLOR: '1'}, flags: {color: 'light'}}, false],
		[{env: {NO_COLOR: '1'}, flags: {color: 'light', isColorFlag: true}}, true],
		[{env: {TERM: 'vt100'}}, false],
		[{env: {TERM: 'vt220'}, flags: {color: 'dark'}}, true],
		[{env: {TERM: 'ansi'}}, true],
	])('with %j: %s', (changes, hasColours) => {
		expect(of(changes).colours.scheme !== 'none').toBe(hasColours);
	});

	const answers = {background: undefined, isUtf8: undefined};
	test.each<[Changes, string, string]>([
		[{answers: {...answers, background: white}}, 'light', 'answer'],
		[{answers: {...answers, background: black}}, 'dark', 'answer'],
		[{answers: {...answers, background: white}, env: {COLORFGBG: '15;0'}}, 'light', 'answer'],
		[{answers, env: {COLORFGBG: '0;15'}}, 'light', 'COLORFGBG'],
		[{answers, env: {COLORFGBG: '0;default;7'}}, 'light', 'COLORFGBG'],
		[{answers, env: {COLORFGBG: '15;default;0'}}, 'dark', 'COLORFGBG'],
		[{answers, env: {COLORFGBG: '15;8'}}, 'dark', 'COLORFGBG'],
		[{answers, env: {COLORFGBG: '15;default'}}, 'dark', 'no answer'],
		[{answers}, 'dark', 'no answer'],
		[{answers: {...answers, background: white}, flags: {color: 'dark'}}, 'dark', 'option'],
		[{answers: {...answers, background: black}, flags: {color: 'light'}}, 'light', 'option'],
		[{env: {TERM: 'linux', COLORFGBG: '0;15'}}, 'light', 'COLORFGBG'],
	])('with %j: %s, because of: %s', (changes, scheme, because) => {
		expect(of(changes).colours).toEqual({scheme, because});
	});
});

describe('a locale that does not say what the terminal shows', () => {
	const open = {LANG: undefined};
	test.each<[Changes, boolean]>([
		[{env: open, answers: {background: undefined, isUtf8: true}}, false],
		[{env: open, answers: {background: undefined, isUtf8: false}}, true],
		[{env: open, answers: {background: white, isUtf8: undefined}}, true],
		[{env: open, flags: {ascii: true}, answers: {background: undefined, isUtf8: true}}, true],
		[{env: {LANG: 'POSIX'}, answers: {background: undefined, isUtf8: true}}, false],
		[{env: {LANG: 'de_DE.ISO-8859-1'}, answers: {background: undefined, isUtf8: true}}, true],
		[{env: {TERM: 'vt220'}, answers: {background: undefined, isUtf8: true}}, false],
		[{env: {TERM: 'vt220'}}, true],
		[{env: {TERM: 'ansi'}}, true],
	])('with %j: %s', (changes, isAscii) => {
		expect(of(changes).symbols.isAscii).toBe(isAscii);
	});
});

describe('questions', () => {
	const background = {background: true, utf8: false};
	const both = {background: true, utf8: true};
	test.each<[Changes, ReturnType<typeof questionsFor>]>([
		[{}, background],
		[{env: {COLORFGBG: '15;0'}}, background],
		[{env: {LANG: undefined}}, both],
		[{env: {LANG: 'C'}}, both],
		[{env: {LANG: 'de_DE.ISO-8859-1'}}, background],
		[{env: {LANG: 'C'}, flags: {ascii: true}}, background],
		[
			{env: {LANG: 'C'}, flags: {color: 'light'}},
			{background: false, utf8: true},
		],
		[{env: {LANG: 'C', NO_COLOR: '1'}}, {background: false, utf8: true}],
		[{env: {TERM: 'vt100'}}, {background: false, utf8: true}],
		[{env: {LANG: 'C', TERM: 'tmux-256color'}}, both],
		[{env: {LANG: 'C', TMUX: '/tmp/tmux-0/default,1,0'}}, background],
		[{flags: {color: 'off'}}, undefined],
		[{flags: {color: 'dark'}}, undefined],
		[{env: {LANG: 'C', TERM: 'linux'}}, undefined],
		[{env: {LANG: 'C', TERM: 'ansi'}}, undefined],
		[{env: {LANG: 'C', TERM: 'dumb'}}, undefined],
		[{env: {LANG: 'C'}, stdin: {}}, undefined],
		[{env: {LANG: 'C'}, stdout: {}}, undefined],
		[{env: {LANG: 'C', CI: '1'}}, undefined],
	])('with %j: %j', (changes, questions) => {
		expect(questionsFor(around(changes))).toEqual(questions);
	});
});
