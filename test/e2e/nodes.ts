import {accessSync, constants} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

/** Where `scripts/fetch-nodes.ts` puts other Nodes. */
export const nodeFolder = fileURLToPath(new URL('../../node_modules/.cache/gpjobs-nodes/', import.meta.url));

/** The Nodes that the program is tried on, beside the one that the tests run on. */
export const nodes = [
	{name: 'oldest', version: '22.15.0', isPromised: true},
	{name: 'newest', version: 'latest', isPromised: true},
	{name: 'just-too-old', version: '22.14.0', isPromised: false},
	{name: 'old', version: '18.20.8', isPromised: false},
] as const;

export type NodeName = (typeof nodes)[number]['name'];

/** The program of a Node, where it has been fetched. */
export function nodeProgram(name: NodeName): string {
	return join(nodeFolder, name, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
}

/** Whether a Node has been fetched. */
export function hasNode(name: NodeName): boolean {
	try {
		accessSync(nodeProgram(name), constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
