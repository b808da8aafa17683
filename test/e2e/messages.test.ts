import {expect, test} from 'vitest';
import type {TimedMessage} from '../../source/demo/play/script.ts';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {followWords, levelWords} from '../../source/ui/panes/messages/title.ts';
import {openMonitor} from './monitor-screen.ts';
import type {Screen} from './screen.ts';
import {paneOf} from './screen-words.ts';
import {executing} from './scripts.ts';
import {startGpServer} from './servers.ts';

const long = `long ${Array.from({length: 30}, (_, index) => `word${index}`).join(' ')} end`;

/** 400 lines: three warnings, two errors, one long line, eight needles. */
const story: readonly TimedMessage[] = Array.from({length: 400}, (_, index): TimedMessage => {
	if ([50, 150, 350].includes(index)) return {at: 0, text: `careful ${index}`, type: 'esriJobMessageTypeWarning'};
	if ([100, 300].includes(index)) return {at: 0, text: `broken ${index}`, type: 'esriJobMessageTypeError'};
	if (index === 5) return {at: 0, text: long};
	return {at: 0, text: index % 40 === 20 ? `needle ${index}` : `line ${index}`};
});

const talker = executing('talker', {headStart: 1000, messages: () => story});

async function openMessages(): Promise<Screen> {
	const screen = await openMonitor(await startGpServer({cast: [talker]}), {rows: 24});
	await screen.press('Enter');
	await screen.shows('1 Messages 400');
	await screen.shows('line 399');
	return screen;
}

const isTop = (screen: Screen, text: string) => () => (screen.line(2) ?? '').trim() === text;

test('they are opened at their end, followed, and scrolled', async () => {
	const screen = await openMessages();
	await expect.poll(() => screen.line(0)).toMatch(/talker {2}● Executing .* 2 ✖ 3 ⚠ /);
	await expect.poll(() => screen.line(1)).toContain(followWords.following);
	await screen.press('g');
	await screen.until(isTop(screen, 'line 0'), 'the first line');
	await screen.shows(followWords.notFollowing);
	await screen.press('j', 'Down');
	await screen.until(isTop(screen, 'line 2'), 'two lines on');
	await screen.press('k');
	await screen.until(isTop(screen, 'line 1'), 'one line back');
	await screen.press('G');
	await screen.shows('line 399');
	await screen.press('PageUp', 'PageUp');
	await screen.hides('line 399');
	await screen.press('f');
	await screen.shows('line 399');
	await screen.hides(followWords.notFollowing);
	await screen.press('f');
	await screen.shows(followWords.notFollowing);
	await screen.press('Escape');
	await screen.shows(columnTitles.status);
});

test('long lines are wrapped, or looked at to the right', async () => {
	const screen = await openMessages();
	await screen.press('g');
	await screen.shows('word0');
	expect(screen.text()).not.toContain('word29');
	await screen.press('w');
	await screen.shows('word29 end');
	await screen.shows('wrapped');
	await screen.press('w');
	await screen.hides('word29');
	await screen.press('l', 'Right', 'Right');
	await screen.shows('word29 end');
	await screen.press('h', 'Left', 'Left');
	await screen.hides('word29');
	await screen.shows('line 0');
});

test('the level narrows them', async () => {
	const screen = await openMessages();
	await screen.press('v');
	await screen.shows(levelWords.warning);
	await screen.hides('line ');
	await expect
		.poll(() => screen.text())
		.toMatch(/careful 50[\s\S]*broken 100[\s\S]*careful 150[\s\S]*broken 300[\s\S]*careful 350/);
	await screen.press('v');
	await screen.shows(levelWords.error);
	await screen.hides('careful');
	await screen.press('v');
	await screen.hides(levelWords.error);
	await screen.shows(/line \d/);
});

test('e and E go from one warning or error to the next', async () => {
	const screen = await openMessages();
	await screen.press('g');
	await screen.until(isTop(screen, 'line 0'), 'the first line');
	for (const found of ['careful 50', 'broken 100', 'careful 150']) {
		await screen.press('e');
		await screen.shows(found);
	}
	await screen.press('E');
	await screen.shows('broken 100');
	await screen.press('E');
	await screen.shows('careful 50');
});

test('a search goes from hit to hit, both ways', async () => {
	const screen = await openMessages();
	await screen.press('g', '/');
	await screen.type('NEEDLE');
	await screen.press('Enter');
	await screen.shows('"NEEDLE" 1 of 8');
	await expect.poll(() => screen.text()).toContain('needle 20');
	await screen.press('n', 'n');
	await screen.shows('"NEEDLE" 3 of 8');
	await screen.shows('needle 140');
	await screen.press('N');
	await screen.shows('"NEEDLE" 2 of 8');
	await screen.press('/');
	await screen.press('Ctrl-U');
	await screen.type('nowhere');
	await screen.press('Enter');
	await screen.shows('"nowhere" none');
	await screen.press('/', 'Ctrl-U', 'x');
	await screen.shows(' /x');
	await screen.press('Escape');
	await screen.hides(' /x');
	expect(screen.text()).toContain('"nowhere" none');
});

test('below the list are those of the selected job; Tab goes to them, z makes them full', async () => {
	const quiet = executing('quiet', {headStart: 1000, messages: () => [{at: 0, text: 'only this'}]});
	const screen = await openMonitor(await startGpServer({cast: [talker, quiet]}), {rows: 24});
	await screen.shows(paneOf('talker'));
	await screen.shows('line 399');
	await screen.press('v');
	await screen.shows(levelWords.warning);
	await screen.press('v', 'v');
	await screen.press('j');
	await screen.shows(paneOf('quiet'));
	await screen.shows(/^ {3}only this$/m);
	await screen.hides(/^ {3}line 399$/m);
	await screen.press('k', 'Tab');
	await screen.shows(/^ {3}line 399$/m);
	await screen.press('g');
	await screen.shows('line 0');
	await screen.press('z');
	await screen.hides(columnTitles.status);
	await screen.shows('line 15');
	await screen.press('z');
	await screen.shows(columnTitles.status);
	await screen.press('Escape');
	await screen.press('j');
	await screen.shows(paneOf('quiet'));
});

test('new messages come by themselves', async () => {
	const growing = executing('growing', {
		messages: () => Array.from({length: 200}, (_, index) => ({at: index * 500, text: `step ${index}`})),
	});
	const screen = await openMonitor(await startGpServer({cast: [growing]}), {rows: 24});
	await screen.press('Enter');
	await screen.shows(/step \d/);
	const last = () => Math.max(...[...screen.text().matchAll(/step (\d+)/g)].map(([, number]) => Number(number)));
	const before = last();
	// A fetch that took long is not repeated before twenty times as long: on a busy machine that is many seconds.
	await screen.until(() => last() > before, 'more steps');
});

test('what a server sends never acts on the terminal, and a token is masked', async () => {
	const hostile = [
		'\u001B]0;owned\u0007\u001B[2J\u001B[31mred\u001B[0m back',
		'\u202Egpj.exe\u202C turned',
		'\u009B2J\u0090q\u009C c1',
		'GET https://h/x?f=json&token=SECRET-0123456789',
		'a\rb\tc\u0000d\u0008e',
		'\u001B]52;c;b3duZWQ=\u0007clip',
	];
	const bad = executing('bad', {headStart: 1000, messages: () => hostile.map(text => ({at: 0, text}))});
	const screen = await openMonitor(await startGpServer({cast: [bad]}), {rows: 24});
	await screen.press('Enter');
	await screen.shows('clip');
	await screen.shows('turned');
	expect(screen.text()).not.toContain('SECRET');
	expect(screen.output).not.toMatch(/[\u0080-\u009F\u202A-\u202E]/);
	expect(screen.output).not.toContain('owned\u0007');
	expect(screen.events.filter(({kind}) => kind !== 'title')).toEqual([]);
	expect(screen.events.some(event => event.kind === 'title' && event.text.includes('owned'))).toBe(false);
});
