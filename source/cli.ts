#!/usr/bin/env node
/**
 * The launcher. It is compiled to a syntax that old versions of Node can parse, so that they print an error instead of a stack
 * trace. It loads the program only if the version of Node is new enough.
 */
import {createRequire} from 'node:module';

// `process` and `fs` are not imported, because that would take milliseconds of the start of `--version`.
const {process} = globalThis;

const {version}: {version: string} = createRequire(import.meta.url)('../package.json');

if (!isNewEnough(process.versions.node)) {
	process.stderr.write(
		`gpjobs needs Node 22.15 or newer (of Node 23: 23.10 or newer); this is Node ${process.versions.node}. Install a newer one, or the gpjobs package that brings its own.\n`,
	);
	process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
	process.stdout.write(`${version}\n`);
} else {
	import('./commands/main.ts')
		.then(({main}) => main(process.argv.slice(2), version))
		.catch((error: unknown) => {
			// Only the code of the error is printed: its message may contain arguments.
			const {code} = Object(error) as {readonly code?: unknown};
			process.stderr.on('error', () => {});
			process.stderr.write(
				`gpjobs: this installation is damaged (${typeof code === 'string' ? code : 'the program cannot be loaded'}). Install gpjobs again.\n`,
			);
			process.exitCode = 5;
		});
}

/** Whether this Node has `tls.getCACertificates`, which the certificate checks need (added in Node 22.15 and 23.10). */
function isNewEnough(node: string): boolean {
	const [major = 0, minor = 0] = node.split('.').map(Number);
	return major === 22 ? minor >= 15 : major === 23 ? minor >= 10 : major > 23;
}
