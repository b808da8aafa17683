import {expect, test} from 'vitest';
import {terminalFacts} from '../../source/commands/doctor-findings.ts';
import {safe} from '../../source/text/safe-text.ts';
import {saying} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {homeWith, listHeading, openMonitor, rowOf} from './monitor-screen.ts';
import {needs} from './needs.ts';
import {openScreen, type Screen} from './screen.ts';
import {startHandServer} from './servers.ts';
import {startSshd} from './sshd.ts';

/** The end of the questions: for the attributes of the terminal. */
const lastQuestion = '\u001B[c';

/** No variable says which characters the terminal shows. */
const noLocale = {LANG: undefined, LC_ALL: undefined, LC_CTYPE: undefined};

async function watched() {
	const server = await startHandServer({
		flood: 'esriJobExecuting',
		roads: 'esriJobExecuting',
		住所照合: 'esriJobExecuting',
	});
	return {jobs: ['flood', 'roads', '住所照合'].map(label => ({url: server.job(label).url, label}))};
}

/** Takes the answers away from the terminal, and gives it others. */
function answering(screen: Screen, {background, attributes}: {background?: string; attributes?: string}): void {
	const answer = (bytes: string | undefined) => () => {
		if (bytes !== undefined) screen.send(bytes);
		return true;
	};
	screen.terminal.parser.registerOscHandler(11, answer(background));
	screen.terminal.parser.registerCsiHandler({final: 'n'}, answer(undefined));
	screen.terminal.parser.registerCsiHandler({final: 'c'}, answer(attributes));
}

const light = '\u001B]11;rgb:ffff/ffff/ffff\u001B\\';
const attributes = '\u001B[?64;1;2c';
const [blue, cyan] = ['\u001B[34m', '\u001B[36m'];

test('without a locale, a terminal that shows UTF-8 gets it, and nothing is left on its screen', async () => {
	const screen = await openMonitor(await watched(), {env: noLocale});
	expect(rowOf(screen, '住所照合')).toContain('●');
	await screen.press('q');
	await screen.ends();
	expect(screen.text().trim()).toBe('');
});

test('a terminal that names a light background gets colours for it; what is typed meanwhile counts', async () => {
	const home = await homeWith(await watched());
	const screen = openScreen(gpjobs(), {columns: 120, rows: 30, home});
	answering(screen, {background: `j${light.slice(0, 9)}`, attributes: `${light.slice(9)}${attributes}j`});
	await screen.until(() => /▌/.test(rowOf(screen, '住所照合')), 'the cursor on the third row');
	await screen.until(() => screen.output.includes(blue), 'a job that runs, in blue');
	expect(screen.output).not.toContain(cyan);
});

test('late answers are not keys, and a late light background still changes the colours', async () => {
	const home = await homeWith(await watched());
	const screen = openScreen(gpjobs(), {columns: 120, rows: 30, home, env: noLocale});
	answering(screen, {});
	await screen.shows(listHeading);
	expect(screen.output).toContain(lastQuestion);
	await screen.until(() => rowOf(screen, 'flood').includes('@'), 'an answer for flood');
	// As keys, the colon would open the palette, which would then take the key below.
	screen.send('\u001B]11;rgb:dddd/dddd/dddd\u001B\\\u001B[1;1R\u001B[1;2R\u001B[?64;1;2c');
	await screen.press('j');
	await screen.until(() => /^ >/.test(rowOf(screen, 'roads')), 'the cursor on the second row');
	expect(rowOf(screen, 'flood')).not.toBe('');
	await screen.until(() => screen.output.includes(blue), 'a job that runs, in blue');
	expect(screen.output).not.toContain('●');
});

test.each([
	['light', 'answer', {background: light, attributes}],
	['dark', 'no answer', {attributes}],
	['dark', 'no answer', {}],
] as const)('doctor says that the colours are for a %s background: %s', async (scheme, coloursBecause, answers) => {
	const screen = openScreen(gpjobs('doctor'), {columns: 120, rows: 40, env: noLocale});
	answering(screen, answers);
	expect(await screen.ends()).toMatchObject({code: 0});
	const facts = terminalFacts({
		screen: true,
		why: null,
		term: safe`xterm-256color`,
		columns: 120,
		rows: 40,
		colours: true,
		scheme,
		coloursBecause,
		ascii: true,
		symbolsBecause: 'no answer',
		locale: null,
		tmux: false,
		ssh: false,
	});
	for (const [name, value] of facts) expect(screen.text()).toMatch(saying(`${name} ${value}`));
	expect(screen.text()).not.toContain('rgb:');
});

needs('sshd', 'ssh')('over ssh without a locale, labels and symbols are whole', async () => {
	const home = await homeWith(await watched());
	const overSsh = await startSshd();
	const screen = openScreen(overSsh(['env', `GPJOBS_HOME=${home}`, ...gpjobs()]), {columns: 120, rows: 30, home});
	await screen.until(() => rowOf(screen, '住所照合').includes('●'), 'an answer for 住所照合');
	expect(screen.output).toContain('ç\u001B[6n');
	await screen.press('q');
	expect(await screen.ends()).toMatchObject({code: 0});
	expect(screen.text().trim()).toBe('');
});
