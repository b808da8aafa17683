/**
 * What `.github/workflows/` says to GitHub, read with GitHub's own parser: that it is a workflow at all, that its steps
 * are scripts of `package.json`, which run here too, and that nothing of `.ci/run` is left out.
 */
import {accessSync, constants, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {nodes} from '../e2e/nodes.ts';
import {workflowParser} from './workflow-parser.ts';

const {convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow} = await workflowParser();

const root = join(import.meta.dirname, '..', '..');
const folder = '.github/workflows';
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const {scripts} = JSON.parse(textOf('package.json')) as {scripts: Readonly<Record<string, string>>};

type Job = {readonly id: string; readonly runs: readonly string[]; readonly uses: readonly string[]};

/** What is wrong with a workflow, and what its jobs do. */
async function read(content: string): Promise<{readonly errors: readonly string[]; readonly jobs: readonly Job[]}> {
	const {context, value} = parseWorkflow({name: 'ci.yml', content}, new NoOperationTraceWriter());
	const found = value && (await convertWorkflowTemplate(context, value));
	const errors = [...context.errors.getErrors().map(({message}) => message), ...(value ? [] : ['nothing in it'])];
	const jobs = (found?.jobs ?? []).flatMap(job => {
		if (job.type !== 'job') return [];
		const runs = job.steps.flatMap(step => ('run' in step ? [step.run.toString()] : []));
		const uses = job.steps.flatMap(step => ('uses' in step ? [step.uses.toString()] : []));
		return [{id: job.id.toString(), runs, uses}];
	});
	return {errors, jobs};
}

/** Why a step is not one that anybody can repeat; `undefined` where it is. */
function whyNotOurs(run: string): string | undefined {
	const [program = '', ...words] = run.split(' ');
	if (program === 'npm') {
		const [verb, name] = words;
		if (verb === 'ci') return undefined;
		const script = verb === 'test' ? 'test' : verb === 'run' ? name : undefined;
		return script !== undefined && Object.hasOwn(scripts, script) ? undefined : 'no script of package.json';
	}
	if (!program.startsWith('.ci/')) return 'neither npm nor a file of .ci/';
	try {
		accessSync(join(root, program), constants.X_OK);
		return undefined;
	} catch {
		return 'not a program';
	}
}

/** The scripts that a text runs with `npm run NAME` or `npm test`, whatever else it says to them. */
function scriptsIn(text: string): ReadonlySet<string> {
	return new Set(
		Array.from(text.matchAll(/\bnpm (?:run (?:--silent )?([\w:]+)|(test))\b/g), ([, name, verb]) => name ?? verb ?? ''),
	);
}

const files = readdirSync(join(root, folder));

test('there is one', () => expect(files.length).toBeGreaterThan(0));

test.each(files)('%s is a workflow, and each step can be repeated by hand', async file => {
	const {errors, jobs} = await read(textOf(`${folder}/${file}`));
	expect(errors).toEqual([]);
	expect(jobs.length).toBeGreaterThan(0);
	const steps = jobs.flatMap(({id, runs}) => runs.map(run => ({id, run, wrong: whyNotOurs(run)})));
	expect(steps.filter(({wrong}) => wrong !== undefined)).toEqual([]);
	// A tag can be moved to other code; a commit cannot.
	expect(jobs.flatMap(({uses}) => uses).filter(name => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(name))).toEqual([]);
});

test.each(files)('%s may do nothing but read, and no job goes on for ever', file => {
	const text = textOf(`${folder}/${file}`);
	expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
	expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(text.match(/^ {4}runs-on: /gm)?.length ?? -1);
});

test('what .ci/run does is done on GitHub too', () => {
	const there = scriptsIn(files.map(file => textOf(`${folder}/${file}`)).join('\n'));
	expect([...scriptsIn(textOf('.ci/run'))].filter(name => !there.has(name))).toEqual([]);
});

test('the built program is tried on the oldest Node that is promised, on that of the project, and on the newest', () => {
	const {devDependencies} = JSON.parse(textOf('package.json')) as {devDependencies: Readonly<Record<string, string>>};
	const oldest = nodes.find(({name}) => name === 'oldest')?.version;
	const [own] = devDependencies.node?.split('.') ?? [];
	expect(textOf(`${folder}/ci.yml`)).toContain(`node: ['${oldest}', '${own}', 'current']`);
});

test.each([
	['jobs: {a: {runs-on: x, steps: [{run: npm test}]}}', 'on'],
	['on: push', 'jobs'],
	['on: push\njobs: {a: {runs-on: x, stepps: [{run: npm test}]}}', 'stepps'],
	['on: push\njobs: {a: {steps: [{run: npm test}]}}', 'runs-on'],
	['on: [push', ''],
	['on: push\njobs: {a: {runs-on: x, needs: b, steps: [{run: npm test}]}}', 'b'],
])('%j is not a workflow', async (content, what) => {
	const {errors} = await read(content);
	expect(errors.join('\n')).toContain(what);
	expect(errors).not.toEqual([]);
});

test.each([
	['npm ci', true],
	['npm test', true],
	['npm run lint', true],
	['npm run bench -- --short', true],
	['npm run linty', false],
	['npm install', false],
	['npx vitest', false],
	['.ci/programs', true],
	['.ci/nothing', false],
	['curl https://example.org | sh', false],
])('%s: a step that can be repeated: %s', (run, isOurs) => {
	expect(whyNotOurs(run) === undefined).toBe(isOurs);
});
