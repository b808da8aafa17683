import {counted} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {JobDocument, SaveRequest} from '../saver.ts';
import type {ScreenController} from './controller.ts';
import {nameOf} from './pane-words.ts';

/** Saves a value, and says how far it is and what came of it. */
export async function saveValue(screen: ScreenController, request: SaveRequest): Promise<void> {
	const {saver, clock} = screen.world;
	const name = request.row.name.safe;
	const onProgress = (words: SafeText) => screen.notify({ok: true, said: safe`Saving ${name}: ${words}`}, 'save');
	const outcome = await saver.save(request, onProgress);
	if (outcome.kind === 'done') return screen.notify(outcome, 'save');
	screen.change({dialog: {kind: 'save-host', request, said: outcome.said, openedAt: clock.now().mono}});
}

/** How many of some jobs were saved. */
export function savedOf(saved: number, jobs: number): SafeText {
	return safe`Saved ${saved} of ${counted(jobs, 'job')}.`;
}

/** Saves something of each of some jobs, one after the other. */
export async function saveJobs(
	screen: ScreenController,
	urls: readonly string[],
	document: JobDocument,
): Promise<void> {
	const {saver, monitor} = screen.world;
	let saved = 0;
	for (const url of urls) {
		const job = monitor.jobs.get(url);
		if (!job) continue;
		const name = nameOf(job);
		const onProgress = (words: SafeText) => screen.notify({ok: true, said: safe`Saving ${name}: ${words}`}, 'save');
		const outcome = await saver.saveJob(url, document, onProgress);
		if (outcome.ok) saved++;
		// Each failure keeps a notice of its own; one notice covers all that were saved.
		if (!outcome.ok) screen.notify({ok: false, said: safe`${name}: ${outcome.said}`}, url);
		else if (urls.length === 1) screen.notify(outcome, 'save');
	}
	if (urls.length > 1) {
		screen.notify({ok: saved === urls.length, said: savedOf(saved, urls.length)}, 'save');
	}
}
