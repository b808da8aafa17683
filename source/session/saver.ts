import process from 'node:process';
import type {Monitor} from '../monitor/monitor.ts';
import {safeText} from '../text/safe-text.ts';
import type {Saver} from '../ui/saver.ts';
import {saveJob} from './job-saver.ts';
import {formatsOf, type ValueSaver} from './value-saver.ts';

/** Saves for the screen: into the folder in which gpjobs was started. */
export function screenSaver(saver: ValueSaver, monitor: Monitor): Saver {
	const folder = process.cwd();
	return {
		folder: safeText(folder),
		formatsOf,
		async save(request, onProgress) {
			const saved = await saver.save({...request, targetOf: async name => ({folder, name}), onProgress});
			if (saved.kind === 'confirm') return saved;
			return {kind: 'done', ok: saved.kind === 'saved', said: saved.said};
		},
		saveJob: (url, document, onProgress) => saveJob(monitor, saver, {url, document, folder, onProgress}),
	};
}
