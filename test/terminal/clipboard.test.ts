import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {
	copyToClipboard,
	longestCopy,
	noClipboard,
	nothingToCopy,
	tooMuchToCopy,
} from '../../source/terminal/clipboard.ts';
import {type SafeText, safe, safeLines} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {needs} from '../e2e/needs.ts';
import {openScreen} from '../e2e/screen.ts';

const xterm = {TERM: 'xterm-256color'};
const ok = (text: SafeText, env: Record<string, string | undefined>) => {
	const copy = copyToClipboard(text, env);
	if (!copy.ok) throw new Error(copy.notice);
	return copy;
};

describe('the bytes', () => {
	const plain = '\u001B]52;c;am9iIDEg4pyU\u0007';
	const wrapped = '\u001BPtmux;\u001B\u001B]52;c;am9iIDEg4pyU\u0007\u001B\\';
	const forScreen = '\u001BP\u001B]52;c;am9iIDEg4pyU\u0007\u001B\\';

	test.each<[Record<string, string>, string]>([
		[xterm, plain],
		[{TERM: 'alacritty'}, plain],
		[{TERM: 'screen-256color', TMUX: '/tmp/tmux-0/default,1,0'}, plain + wrapped],
		[{TERM: 'tmux-256color'}, plain + wrapped],
		[{TERM: 'screen', STY: '1.pts-0.host'}, forScreen],
		[{TERM: 'screen.xterm-256color'}, forScreen],
		[{TERM: 'xterm', STY: '1.pts-0.host'}, forScreen],
	])('for %j', (env, bytes) => {
		expect(ok(safe`job 1 ✔`, env).bytes).toBe(bytes);
	});

	test('go to GNU screen in pieces that it does not cut', () => {
		const text = safeLines('x'.repeat(longestCopy));
		const {bytes} = ok(text, {TERM: 'screen', STY: '1'});
		const pieces = bytes.split('\u001B\\').slice(0, -1);
		expect(pieces.every(piece => piece.startsWith('\u001BP') && piece.length < 254)).toBe(true);
		expect(pieces.map(piece => piece.slice(2)).join('')).toBe(ok(text, xterm).bytes);
	});

	test('omit the line break at the end, and only that', () => {
		expect(ok(safeLines('a\nb\n'), xterm).bytes).toBe(ok(safeLines('a\nb'), xterm).bytes);
	});

	test('are one sequence whatever the text', () => {
		expect(ok(safeLines('a;b\u0007\u001B]52;c;!\u001B\\'), xterm).bytes).toMatch(
			/^\u001B\]52;c;[A-Za-z0-9+/]+=*\u0007$/,
		);
	});
});

describe('refused', () => {
	test.each<[string, Record<string, string | undefined>, string]>([
		['', xterm, nothingToCopy],
		['\n', xterm, nothingToCopy],
		['text', {TERM: 'linux'}, noClipboard],
		['text', {TERM: 'dumb'}, noClipboard],
		['text', {}, noClipboard],
		['x'.repeat(longestCopy + 1), xterm, tooMuchToCopy(4097)],
		['✔'.repeat(longestCopy / 2), xterm, tooMuchToCopy(6144)],
	])('%.8j in %j', (text, env, said) => {
		const copy = copyToClipboard(safeLines(text), env);
		expect(copy.ok).toBe(false);
		expect(copy.notice).toBe(said);
	});
});

describe('a terminal', () => {
	/** A program that writes, once or again and again, until a key is pressed. */
	const writes = (bytes: string, often: 'once' | 'often') => [
		process.execPath,
		'-e',
		`const write = () => process.stdout.write(${JSON.stringify(bytes)} + 'sent');
		process.stdin.setRawMode(true).once('data', () => process.exit());
		write();
		if (${often === 'often'}) setInterval(write, 200);`,
	];

	test('has the text afterwards', async () => {
		await using screen = openScreen(writes(ok(safeLines('eins\n漢字'), xterm).bytes, 'once'));
		await screen.shows('sent');
		expect(screen.events).toEqual([{kind: 'clipboard', selection: 'c', text: 'eins\n漢字'}]);
		expect(screen.text().trim()).toBe('sent');
	});

	needs('tmux').each([
		['set-clipboard on', 'allow-passthrough off'],
		['set-clipboard external', 'allow-passthrough on'],
	])('has it through tmux with %s, %s', async (...settings) => {
		const {bytes} = ok(safe`through tmux`, {TMUX: 'yes', ...xterm});
		const socket = `gpjobs-test-${process.pid}-clipboard`;
		const set = settings.flatMap(setting => ['set-option', '-g', ...setting.split(' '), ';']);
		const command = ['tmux', '-L', socket, '-f', '/dev/null', ...set, 'new-session', ...writes(bytes, 'often')];
		await using screen = openScreen(command, {env: {TMUX_TMPDIR: temporaryFolder()}});
		// tmux takes a while to know what its terminal can do.
		await screen.until(() => screen.events.some(({kind}) => kind === 'clipboard'), 'the clipboard to be set');
		await screen.press('q');
		expect(screen.events).toContainEqual({kind: 'clipboard', selection: expect.anything(), text: 'through tmux'});
		await screen.exited;
	});
});
