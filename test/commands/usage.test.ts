import {readdirSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {demoBounds} from '../../source/commands/demo.ts';
import {noSuchJob} from '../../source/commands/find-job.ts';
import {noCommand} from '../../source/commands/main.ts';
import {noTime, notAChoice, outOfBounds, parseArguments, tooShort} from '../../source/commands/options.ts';
import {wentWrong} from '../../source/commands/uncaught-errors.ts';
import {meantThis} from '../../source/text/did-you-mean.ts';
import {parseDuration} from '../../source/text/duration.ts';
import {type SafeText, safe} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {jobUrl} from '../e2e/servers.ts';
import {often} from '../often.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {version: string};

test.each([[['--version']], [['list', '--version']], [['--json', '--version']]])('%j tells the version', async args => {
	expect(await runCli(args)).toMatchObject({code: 0, stdout: `${version}\n`, stderr: ''});
});

test.each([[['--help']], [['-h']], [['help']]])('%j names every command and option', async args => {
	const {code, stdout, stderr} = await runCli(args);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	for (const word of [
		'demo',
		'add',
		'list',
		'remove',
		'status',
		'config',
		'--json',
		'--read-only',
		'--interval',
		'--home',
	])
		expect(stdout).toContain(word);
	expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
	for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(140);
});

test.each(['watch', 'demo', 'add', 'list', 'remove', 'status', 'config'])('%s --help tells of it', async name => {
	const {code, stdout} = await runCli([name, '--help']);
	expect(code).toBe(0);
	expect(stdout).toMatch(name === 'watch' ? /^gpjobs \[URL…\]\n/ : new RegExp(`^gpjobs ${name}`));
});

function wrongDuration(text: string): SafeText {
	const parsed = parseDuration(text);
	return parsed.ok ? safe`is none` : parsed.sentence;
}

/** What is said of options that no command has, or that are not used as they should. */
function wrongOptions(command: string, ...argv: readonly string[]): SafeText {
	const parsed = parseArguments(argv, {options: command === 'demo' ? ['speed'] : []}, command);
	return parsed.ok ? safe`is none` : parsed.sentence;
}

test.each([
	['an unknown command', ['lsit'], noCommand('lsit')],
	['an unknown option', ['list', '--all'], wrongOptions('list', '--all')],
	['a misspelt option', ['list', '--jsno'], meantThis('json')],
	['a misspelt command', ['statsu'], meantThis('status')],
	['a command of other programs', ['rm'], meantThis('remove')],
	['a misspelt setting', ['config', 'get', 'intervall'], meantThis('interval')],
	['an option of another command', ['list', '--undo'], wrongOptions('list', '--undo')],
	['an option without its value', ['list', '--interval'], wrongOptions('list', '--interval')],
	['a value where none belongs', ['list', '--json=yes'], wrongOptions('list', '--json=yes')],
	['a background that does not exist', ['--color', 'blue'], notAChoice('color', 'blue')],
	['a short interval', ['list', '--interval', '500ms'], tooShort('interval', '500ms')],
	['an interval that is none', ['list', '--interval', 'often'], noTime('interval', wrongDuration('often'))],
	['an endless interval', ['list', '--interval', '99999d'], noTime('interval', wrongDuration('99999d'))],
	['jobs of a demo', ['demo', '--jobs', '0'], outOfBounds('jobs', '0', demoBounds.jobs)],
	['seed of a demo', ['demo', '--seed', '1.5'], outOfBounds('seed', '1.5', demoBounds.seed)],
	['speed of a demo', ['demo', '--speed', '-1'], wrongOptions('demo', '--speed', '-1')],
	['speed of a demo', ['demo', '--speed', 'fast'], outOfBounds('speed', 'fast', demoBounds.speed)],
	['a FeatureServer to be watched', ['https://h/arcgis/rest/services/S/FeatureServer/jobs/1'], 'FeatureServer'],
	['an empty word', [''], noCommand('')],
])('%s is wrong usage', async (_what, args, sentence) => {
	const {code, stdout, stderr} = await runCli(args);
	expect(stderr).toMatch(/^gpjobs: [^\n]*[.?]\n$/);
	expect(stderr).toContain(sentence);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
});

test('an interval that is allowed may stand anywhere', async () => {
	expect(await runCli(['--interval', '1s', 'list'])).toMatchObject({code: 0});
	expect(await runCli(['list', '--interval=2m'])).toMatchObject({code: 0});
});

test('a word after -- is no option', async () => {
	const {code, stderr} = await runCli(['remove', '--', '--undo']);
	expect(code).toBe(2);
	expect(stderr).toContain(noSuchJob('--undo', safe``));
});

describe('whatever the words are', () => {
	const command = fc.constantFrom('add', 'list', 'remove', 'status', 'config', 'help', '--help', 'lsit', '');
	const odd = fc.constantFrom(
		...['--', '-', '--json', '--json=1', '--home', '--home=', '-hh', '--interval', '0s', '--no-json', '---', '--=x'],
		...[
			'get',
			'set',
			'path',
			'rate',
			'--undo',
			'--label',
			'--tag',
			'__proto__',
			'constructor',
			'toString',
			'%',
			'%E0%A4%A',
		],
		...[
			'https://',
			'http://[::1',
			'http://a/%zz/GPServer/t/jobs/1',
			'\u001B[2J',
			'\u202E',
			'漢字',
			'1',
			'0',
			'💥\uD83D',
		],
		jobUrl('http://127.0.0.1:9'),
	);
	const word = fc.oneof(
		{weight: 3, arbitrary: odd},
		fc.string({unit: 'grapheme', maxLength: 12}),
		fc.string({unit: 'binary', maxLength: 8}),
	);
	const isPossible = (text: string) => !text.includes('\0');

	test('there is an exit code and a sentence, and never a stack trace', {timeout: 600_000}, async () => {
		const folder = temporaryFolder();
		const argv = fc
			.tuple(command, fc.array(word.filter(isPossible), {maxLength: 5}))
			.map(([first, rest]) => [first, ...rest]);
		await fc.assert(
			fc.asyncProperty(argv, async args => {
				const {code, signal, stdout, stderr} = await runCli(args, {home: `${folder}/home`});
				expect(signal).toBeNull();
				expect([0, 1, 2, 4, 5, 6]).toContain(code);
				expect(stderr).not.toMatch(/^\s+at |node:internal|[A-Z]\w*Error\b|Warning:/m);
				expect(stderr).not.toContain(wentWrong(''));
				expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
				for (const line of stderr.split('\n').filter(Boolean)) expect(line).toMatch(/^(gpjobs: | {2})/);
				if (code !== 0 && code !== 1 && code !== 5) expect(stderr).not.toBe('');
			}),
			{numRuns: often(200)},
		);
	});
});

/** Nobody listens there. */
const server = 'https://127.0.0.1:1/arcgis/rest/services/S';

test.each([
	['import', `${server}/GPServer`, 'j1', '--all'],
	['import', `${server}/GPServer`, '--all', 'j1', 'j2'],
	['import', `${server}/GPServer`, '--tag', 'nightly'],
	['trust', 'https://127.0.0.1:1', '--remove', '--fingerprint', 'AA:BB'],
	['trust', 'https://127.0.0.1:1', '--remove', '--ca-file', 'x.pem'],
	['trust', 'https://127.0.0.1:1', '--ca-file', 'x.pem', '--fingerprint', 'AA:BB'],
	['demo', 'j1'],
	['list', 'j1'],
	['metrics', 'j1'],
	['doctor', 'j1'],
	['remove', '--undo', 'j1'],
	['config', 'path', 'x'],
	['logout', server, server],
])('what would have to be passed over is a mistake, and nothing is done: %j', async (...args) => {
	const home = temporaryFolder();
	const {code, stdout, stderr} = await runCli(args, {home});
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).not.toBe('');
	expect(readdirSync(home)).toEqual([]);
});
