/**
 * Proves that the package of `npm run package` needs no Node: unpacks it into an empty root that holds nothing else but
 * a shell and the C libraries, and uses it there, in a pseudo-terminal too. Needs Linux on x64 and the right to chroot.
 */
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {spawn} from '@lydell/node-pty';
import {columnTitles} from '../source/ui/panes/list/heading.ts';

const build = fileURLToPath(new URL('../build/', import.meta.url));
const archive = existsSync(build) ? readdirSync(build).find(file => file.endsWith('.tar.gz')) : undefined;
if (archive === undefined) {
	console.error('There is no package to prove: npm run package makes it.');
	process.exit(1);
}
if (process.getuid?.() !== 0) {
	console.log('Not proven: only root may change into another root.');
	process.exit(process.env.GPJOBS_NO_SKIPS ? 1 : 0);
}

const root = mkdtempSync(join(tmpdir(), 'gpjobs-clean-root-'));
const environment = {PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/home', TERM: 'xterm-256color', LANG: 'C.UTF-8'};
const program = `/${archive.replace('.tar.gz', '')}/bin/gpjobs`;

function expectThat(isSo: boolean, what: string, shown: string): void {
	if (isSo) return console.log(`ok  ${what}`);
	throw new Error(`${what}: not so.\n${shown}`);
}

function run(...words: readonly string[]): {readonly code: number | null; readonly text: string} {
	const {status, stdout, stderr} = spawnSync('chroot', [root, ...words], {env: environment, timeout: 60_000});
	return {code: status, text: `${stdout}${stderr}`};
}

/** What the loader takes for a program, and the loader. */
function librariesOf(file: string): readonly string[] {
	const lines = execFileSync('ldd', [file]).toString().split('\n');
	return lines.flatMap(line => /(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

async function firstScreen(): Promise<{readonly text: string; readonly code: number}> {
	const terminal = spawn('chroot', [root, program, 'demo', '--jobs', '3'], {cols: 100, rows: 30, env: environment});
	let text = '';
	const ended = new Promise<number>(resolve => terminal.onExit(({exitCode}) => resolve(exitCode)));
	const drawn = new Promise<void>(resolve =>
		terminal.onData(data => {
			text += data;
			if (text.includes(columnTitles.status)) resolve();
		}),
	);
	const limit = setTimeout(() => terminal.kill(), 30_000);
	await Promise.race([drawn, ended]);
	terminal.write('q');
	const code = await ended;
	clearTimeout(limit);
	return {text, code};
}

try {
	execFileSync('sha256sum', ['--check', '--quiet', `${archive}.sha256`], {cwd: build});
	console.log('ok  the checksum is that of the archive');
	execFileSync('tar', ['--extract', '--file', join(build, archive), '--directory', root]);
	const shell = realpathSync('/bin/sh');
	const tools = ['/usr/bin/dirname', '/usr/bin/readlink'].filter(existsSync);
	const unpacked = join(root, dirname(dirname(program)), 'lib/node');
	const needed = new Set([shell, ...tools, ...[shell, ...tools, unpacked].flatMap(librariesOf)]);
	needed.delete(unpacked);
	for (const file of needed) cpSync(file, join(root, file), {recursive: true, dereference: true});
	cpSync(shell, join(root, 'bin/sh'), {dereference: true});
	for (const folder of ['home', 'tmp']) mkdirSync(join(root, folder));

	const nodes = run('/bin/sh', '-c', 'command -v node nodejs npm');
	expectThat(nodes.code !== 0 && nodes.text === '', 'no Node is there', nodes.text);
	const version = run(program, '--version');
	expectThat(version.code === 0 && /^\d+\.\d+\.\d+\n$/.test(version.text), '--version', version.text);
	const added = run(program, 'add', 'https://gis.example.com/arcgis/rest/services/S/GPServer/T/jobs/j1');
	expectThat(added.code === 0, 'add', added.text);
	const list = run(program, 'list', '--json');
	expectThat(list.code === 0 && JSON.parse(list.text).jobs.length === 1, 'list --json', list.text);
	const demo = run(program, 'demo', '--jobs', '3', '--speed', '500');
	expectThat(demo.code === 0 && /Succeeded/.test(demo.text), 'demo without a terminal', demo.text);
	const screen = await firstScreen();
	expectThat(
		screen.code === 0 && screen.text.includes(columnTitles.status),
		'the screen of the demo, and q',
		screen.text,
	);
} finally {
	rmSync(root, {recursive: true, force: true});
}
