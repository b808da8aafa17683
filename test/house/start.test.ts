import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {gpjobs} from '../e2e/built-program.ts';
import {environment, temporaryFolder} from '../e2e/environment.ts';

/** Says each file that is loaded, before anything else is. */
const telling = `import {registerHooks} from 'node:module';
registerHooks({load(url, context, next) { process._rawDebug('loads ' + url); return next(url, context); }});`;

/** Words that stand in the code of these packages, minified too. */
const marks = {react: 'react.transitional.element', got: 'github.com/sindresorhus/got', proj4: '+proj=longlat'};

/** What of the program a command loads, as text. */
function loadedBy(args: readonly string[]): string {
	const [node = '', ...rest] = gpjobs(...args);
	const hook = `data:text/javascript,${encodeURIComponent(telling)}`;
	const env = environment(temporaryFolder());
	const {status, stderr} = spawnSync(node, ['--import', hook, ...rest], {encoding: 'utf8', env});
	expect(status).toBe(0);
	const files = [...stderr.matchAll(/^loads (file:\S+)$/gm)].map(([, url = '']) => fileURLToPath(url));
	expect(files.length).toBeGreaterThan(0);
	return files.map(file => readFileSync(file, 'utf8')).join('\n');
}

test.each([[['--version']], [['--help']], [['list', '--json']]])('%j loads neither React nor got', args => {
	const loaded = loadedBy(args);
	expect(Object.entries(marks).filter(([, mark]) => loaded.includes(mark))).toEqual([]);
});

test('the marks are those of the packages', () => {
	const [, launcher = ''] = gpjobs();
	const folder = launcher.slice(0, launcher.lastIndexOf('/'));
	const {stdout} = spawnSync('grep', ['-rlF', ...Object.values(marks).flatMap(mark => ['-e', mark]), folder], {
		encoding: 'utf8',
	});
	expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(Object.keys(marks).length);
});
