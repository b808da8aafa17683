#!/usr/bin/env node
/**
 * The launcher. It is built in a syntax that an old Node can parse, so that there a sentence comes and not a stack
 * trace, and it loads the program only when it is needed.
 */
import {createRequire} from 'node:module';

// Neither `process` nor `fs` is imported: that costs milliseconds, of the few that `--version` takes beside Node's own start.
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
			// Of the error only its code: a message may hold what was typed.
			const {code} = Object(error) as {readonly code?: unknown};
			process.stderr.on('error', () => {});
			process.stderr.write(
				`gpjobs: this installation is not whole (${typeof code === 'string' ? code : 'the program cannot be loaded'}). Install gpjobs again.\n`,
			);
			process.exitCode = 5;
		});
}

/** What a server is trusted for hangs on `tls.getCACertificates`, which is of Node 22.15 and 23.10. */
function isNewEnough(node: string): boolean {
	const [major = 0, minor = 0] = node.split('.').map(Number);
	return major === 22 ? minor >= 15 : major === 23 ? minor >= 10 : major > 23;
}
