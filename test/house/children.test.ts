/** Whoever starts another program makes its environment with `childEnvironment`, so that no secret is in it. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';

const source = fileURLToPath(new URL('../../source/', import.meta.url));
const files = readdirSync(source, {recursive: true, encoding: 'utf8'})
	.filter(name => /\.tsx?$/.test(name))
	.map(name => ({name: name.replaceAll('\\', '/'), text: readFileSync(join(source, name), 'utf8')}));

/** Ways to start a program: Node's own, and packages that do it. */
const starts =
	/(?:from |import\(|require\()['"](?:(?:node:)?(?:child_process|cluster)|execa|cross-spawn|open|default-browser|powershell-utils|run-applescript|(?:@lydell\/)?node-pty)['"]/;

test('programs are started in known places only', () => {
	expect(files.filter(({text}) => starts.test(text)).map(({name}) => name)).toEqual([
		'session/notify-command.ts',
		'terminal/browser.ts',
	]);
});

test("a program that is started with Node's own means gets its environment from childEnvironment", () => {
	for (const {name, text} of files.filter(file => /child_process['"]/.test(file.text))) {
		const calls = [...text.matchAll(/(?<![.#\w])(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|fork)\(/g)];
		expect(calls.length, name).toBeGreaterThan(0);
		for (const {index} of calls) {
			expect(text.slice(index, index + 200), name).toMatch(/env: childEnvironment\(/);
		}
	}
});

test('what the start of gpjobs leaves in its own environment is what a child may have', () => {
	const main = files.find(({name}) => name === 'commands/main.ts')?.text ?? '';
	expect(main).toMatch(/withoutSecrets\(process\.env\)/);
	const others = files.filter(({name, text}) => name !== 'commands/main.ts' && /process\.env\b(?!\.SNAP\b)/.test(text));
	// Who needs a variable gets the environment of the call, with its secrets.
	expect(others.map(({name}) => name)).toEqual(['commands/doctor.ts', 'store/usual-place.ts']);
});
