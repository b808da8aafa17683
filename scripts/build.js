/**
 * Builds `dist/` (`build-dist.ts`). This file alone is JavaScript: a Node that cannot run TypeScript reads it, and says
 * so in a sentence.
 */
import process from 'node:process';

if (process.features.typescript) {
	await import('./build-dist.ts');
} else {
	console.error(
		`gpjobs is built with a Node that runs TypeScript, 22.18 or newer; this is Node ${process.versions.node}. ` +
			'Run it through npm after a complete "npm ci": that brings a Node of its own.',
	);
	process.exitCode = 1;
}
