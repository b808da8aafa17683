import {jobName} from '../../monitor/job.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {JobDocument} from '../saver.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes} from './dialog-lines.ts';
import {leaving} from './menu.ts';
import {nothingIsReplaced, saving} from './save.ts';

/** The menu of the documents about jobs that can be saved. */
export type SaveJobDialog = {
	readonly kind: 'save-job';
	readonly urls: readonly string[];
	/** The name of the job, or the number of jobs as in `2 jobs`. */
	readonly name: SafeText;
};

/** The text and the keys of the menu of documents about jobs. */
export const saveJobDialog: DialogDefinition<SaveJobDialog> = {
	deafFor: 0,
	press,
	text: ({name}, {world}) => ({
		title: safe`Save ${name}`,
		facts: [[safe`folder`, world.saver.folder]],
		notes: [nothingIsReplaced],
		keys: [
			...choices.map(({key, label}, index) => [index === 0 ? safe`${key} Enter` : key, label] as const),
			[safe`Esc`, closes],
		],
	}),
};

const choices: readonly {readonly key: SafeText; readonly label: SafeText; readonly document: JobDocument}[] = [
	{key: safe`m`, label: safe`messages as text`, document: 'messages'},
	{key: safe`r`, label: safe`report: status, messages, inputs, results`, document: 'report'},
	{key: safe`j`, label: safe`report as JSON`, document: 'json'},
	{key: safe`k`, label: safe`KMZ of the results, made by the server`, document: 'kmz'},
];

/** Handles a key. Enter saves the messages. */
function press(screen: ScreenPort, {urls}: SaveJobDialog, name: string | undefined): void {
	const chosen = choices.find(({key}, index) => name === key || (name === 'Enter' && index === 0));
	if (chosen === undefined && !leaving.has(name)) return;
	screen.change({dialog: null});
	if (chosen) void saveJobs(screen, urls, chosen.document);
}

/** Saves a document about each of several jobs, one after the other. */
async function saveJobs(screen: ScreenPort, urls: readonly string[], document: JobDocument): Promise<void> {
	const {saver, monitor} = screen.world;
	let saved = 0;
	for (const url of urls) {
		const job = monitor.jobs.get(url);
		if (!job) continue;
		const name = jobName(job);
		const onProgress = (words: SafeText) => screen.notify({ok: true, notice: saving(name, words)}, 'save');
		const outcome = await saver.saveJob(url, document, onProgress);
		if (outcome.ok) saved++;
		// There is a separate notice for each failure, and one for all jobs that were saved.
		if (!outcome.ok) screen.notify({ok: false, notice: safe`${name}: ${outcome.notice}`}, url);
		else if (urls.length === 1) screen.notify(outcome, 'save');
	}
	if (urls.length > 1) screen.notify({ok: saved === urls.length, notice: savedOf(saved, urls.length)}, 'save');
}

/** Says how many of the jobs were saved. */
export function savedOf(saved: number, jobs: number): SafeText {
	return safe`Saved ${saved} of ${counted(jobs, 'job')}.`;
}
