import {build} from 'esbuild';

type Parser = typeof import('@actions/workflow-parser');

/**
 * GitHub's parser of workflows. It imports its schema, which is JSON, in a way that Node does not take: so it is bundled
 * first.
 */
export async function workflowParser(): Promise<Parser> {
	const {outputFiles} = await build({
		stdin: {contents: "export * from '@actions/workflow-parser';", resolveDir: import.meta.dirname},
		bundle: true,
		format: 'esm',
		platform: 'browser',
		write: false,
		logLevel: 'error',
	});
	const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
	return (await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)) as Parser;
}
