/** What README and guides tell a new user to type can be typed, and where they point there is something. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {type CommandEntry, commands, isCommand} from '../../source/commands/command-table.ts';
import {readBashLine} from '../../source/commands/completion/bash-line.ts';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {firstOperand, parseArguments, parseTime} from '../../source/commands/options.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guides = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
const pages = ['README.md', ...guides.map(name => `docs/${name}`)];

/** Calls of gpjobs on a page: in blocks, where two spaces set off the words beside them, and in running text. */
function callsIn(text: string): readonly string[] {
	const blocks = [...text.replaceAll('sudo -u gpjobs ', 'sudo ').matchAll(/^```[^\n]*\n(.*?)^```$/gms)].flatMap(
		([, block = '']) => block.split('\n'),
	);
	const inBlocks = blocks.flatMap(line => line.match(/(?:^|[\s(])gpjobs(?= )(?:(?! {2}|[|;)<>&#…]).)*/g) ?? []);
	const inText = [...text.matchAll(/`(gpjobs [^`]*)`/g)].map(([, call = '']) => call.replace(/ [|<>&;].*/, ''));
	return [...inBlocks, ...inText].map(call => call.replace(/^[\s(]+/, '').trim());
}

function problemWith(call: string): string | undefined {
	const [, ...argv] = readBashLine(call, '').words;
	if (argv.length === 0) return undefined;
	const at = firstOperand(argv);
	const word = at === undefined ? '' : (argv[at] ?? '');
	if (word !== '' && !isCommand(word) && !/^https:|^COMMAND$/.test(word)) return `no command is called ${word}`;
	const entry: CommandEntry = commands[isCommand(word) ? word : 'watch'];
	const parsed = parseArguments(at === undefined ? argv : argv.toSpliced(at, 1), entry);
	if (!parsed.ok) return parsed.sentence;
	const times = [parseTime('timeout', parsed.flags.timeout), parseTime('interval', parsed.flags.interval)];
	return times.flatMap(time => (time.ok ? [] : [time.sentence]))[0];
}

describe.each(pages)('%s', name => {
	const text = readFileSync(join(root, name), 'utf8');

	test('every call of gpjobs can be made', () => {
		const calls = callsIn(text);
		expect(calls.length).toBeGreaterThan(0);
		const wrong = calls.map(call => [call, problemWith(call)]).filter(([, problem]) => problem !== undefined);
		expect(wrong).toEqual([]);
	});

	test('every link leads somewhere', () => {
		for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
			if (/^https?:/.test(target)) continue;
			const [path = '', anchor] = target.split('#');
			const file = path === '' ? join(root, name) : join(root, dirname(name), path);
			expect(existsSync(file), target).toBe(true);
			if (anchor === undefined) continue;
			const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
				heading
					.toLowerCase()
					.replace(/[^\p{Letter}\p{Number}\s-]/gu, '')
					.replaceAll(' ', '-'),
			);
			expect(headings, target).toContain(anchor);
		}
	});
});

test('the README names every command, guide and exit code', () => {
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	for (const name of Object.keys(commands))
		if (name !== 'watch') expect(readme).toMatch(new RegExp(`gpjobs ${name}\\b|run ${name}\\b`));
	for (const guide of guides) expect(readme, guide).toContain(`](docs/${guide})`);
	const codes = readme.slice(readme.indexOf('## Exit codes'));
	for (const code of Object.values(exitCodes)) expect(codes).toMatch(new RegExp(`^\\| [^|]*\\b${code}\\b`, 'm'));
});
