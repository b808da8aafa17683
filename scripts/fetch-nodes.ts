/**
 * Fetches the Nodes that `test/e2e/node-versions.test.ts` runs the program on, from npm's packages of Node's own builds,
 * into `node_modules/.cache/gpjobs-nodes/`. What is there already is not fetched again, but for the newest.
 */
import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {hasNode, nodeFolder, nodes} from '../test/e2e/nodes.ts';

for (const {name, version} of nodes) {
	if (hasNode(name) && version !== 'latest') continue;
	const folder = join(nodeFolder, name);
	mkdirSync(folder, {recursive: true});
	const wanted = `node-${process.platform}-${process.arch}@${version}`;
	execFileSync('npm', ['install', '--prefix', folder, '--no-fund', '--no-audit', '--ignore-scripts', wanted], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
}
