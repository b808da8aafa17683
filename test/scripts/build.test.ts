import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {needs} from '../e2e/needs.ts';
import {nodeProgram, nodes} from '../e2e/nodes.ts';
import {run} from '../e2e/run-cli.ts';

const build = fileURLToPath(new URL('../../scripts/build.js', import.meta.url));

/** What the build says on a Node that cannot run its TypeScript: one line that names it, and nothing is done. */
async function expectRefusal(...node: readonly string[]): Promise<void> {
	const {code, stdout, stderr} = await run([...node, build]);
	expect([code, stdout]).toEqual([1, '']);
	expect(stderr.trim().split('\n')).toHaveLength(1);
	expect(stderr).toMatch(/this is Node \d+\.\d+\.\d+/);
}

test('the build needs a Node that runs TypeScript, and says so where it has none', () =>
	expectRefusal(process.execPath, '--no-experimental-strip-types'));

describe.each(nodes.filter(({isPromised}) => !isPromised))('on the $name', ({name}) => {
	needs(`Node ${name}`)('the build says which Node it needs', () => expectRefusal(nodeProgram(name)));
});
