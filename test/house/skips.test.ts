/** No test is left out in silence: what some machines lack is named by `needs`, and CI brings it. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {debianPackages} from '../e2e/needs.ts';

const folder = join(import.meta.dirname, '..');
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
	.map(name => name.replaceAll('\\', '/'))
	.filter(name => /\.(?:test|torture)\.tsx?$/.test(name))
	.map(name => ({name, text: readFileSync(join(folder, name), 'utf8')}));

/** Ways of vitest to leave a test out; and a test that returns at once on some machines. */
const leavesOut = new RegExp(
	[
		String.raw`\.(?:skip|todo|fails|skipIf|runIf)\b(?!\s*[:=])`,
		String.raw`\(\{skip\}\)\s*=>`,
		String.raw`^\s*if \([^\n]*(?:process\.platform|process\.env|uid\b|uid\?|isInstalled)[^\n]*\) return`,
	].join('|'),
	'm',
);

test.each([
	['test.skip(name, run)', true],
	['describe.skipIf(isWindows)(name, run)', true],
	['test.runIf(isRoot).each(rows)(name, run)', true],
	["test('x', ({skip}) => skip())", true],
	["\t\tif (process.platform === 'win32') return;", true],
	['\t\tif (process.getuid?.() === 0) return;', true],
	['needs("tmux")(name, run)', false],
	['expect(line.skipped).toBe(0)', false],
	['\t\tif (read.ok) return;', false],
])('the pattern: %j %s', (line, isFound) => {
	expect(leavesOut.test(line)).toBe(isFound);
});

test('no test is left out but by needs', () => {
	const own = ['house/skips.test.ts'];
	expect(files.filter(({name, text}) => !own.includes(name) && leavesOut.test(text)).map(({name}) => name)).toEqual([]);
	expect(files.length).toBeGreaterThan(200);
});

/** Part of every Debian. */
const essential: ReadonlySet<string> = new Set(['bash', 'util-linux']);

test('CI installs whatever a test may need', () => {
	const script = (name: string) => readFileSync(join(folder, '../.ci', name), 'utf8').replaceAll('\\\n', ' ');
	const fetched = [...script('programs').matchAll(/apt-get (?:install|download) ([^\n&>]*)/g)].map(
		([, names = '']) => names,
	);
	const installed = fetched.flatMap(names => names.split(/\s+/));
	const wanted = [...new Set<string>(Object.values(debianPackages))].filter(name => !essential.has(name));
	expect(installed).toEqual(expect.arrayContaining(wanted));
	const steps = script('run').split('\n');
	expect(steps).toEqual(expect.arrayContaining(['.ci/programs', 'npm run --silent nodes', 'export GPJOBS_NO_SKIPS=1']));
});
