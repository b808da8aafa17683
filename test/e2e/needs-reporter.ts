import process from 'node:process';
import type {Reporter, TestModule} from 'vitest/node';
import {notePrefix} from './needs-note.ts';

/** Says in the last line of a run what was not tested for want of something, and how to get it: nothing where all was. */
export default class NeedsReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const notes = modules.flatMap(module => [...module.children.allTests('skipped')].map(noteOf));
		const line = unmetNeeds(notes);
		if (line !== '') process.stdout.write(`${line}\n\n`);
	}
}

function noteOf(test: ReturnType<TestModule['children']['allTests']> extends Iterable<infer T> ? T : never): string {
	const result = test.result();
	return (result.state === 'skipped' && result.note) || '';
}

/** The line for tests that were skipped, by their notes; empty where none was for want of something. */
export function unmetNeeds(notes: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const note of notes) {
		if (note.startsWith(notePrefix)) counts.set(note, (counts.get(note) ?? 0) + 1);
	}
	const parts = [...counts].map(([note, count]) => `${note.slice(notePrefix.length)} for ${count}`);
	return parts.length === 0 ? '' : `Not tested here, missing: ${parts.join(', ')}.`;
}
