import process from 'node:process';
import {hasEnded} from '../gp/status.ts';
import {systemClock} from '../monitor/clock.ts';
import type {WatchedJob} from '../monitor/job.ts';
import type {Monitor} from '../monitor/monitor.ts';
import {saveText} from '../store/saved-file/save-text.ts';
import {count} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import type {Outcome} from '../ui/list-edits.ts';
import type {JobDocument, Saver} from '../ui/saver.ts';
import {messageLines, reportJson, reportLines} from './job-document.ts';
import {partsOf} from './value-parts.ts';
import {formatsOf, type ValueSaver} from './value-saver.ts';

/** Returns the functions with which the screen saves files, in the folder in which gpjobs was started. */
export function screenSaver(saver: ValueSaver, monitor: Monitor): Saver {
	const folder = process.cwd();
	return {
		folder: safeText(folder),
		formatsOf,
		async save(request, onProgress) {
			const notices: SafeText[] = [];
			let isFine = true;
			for (const row of partsOf(request.row, request.format)) {
				const saved = await saver.save({...request, row, targetOf: async name => ({folder, name}), onProgress});
				if (saved.kind === 'confirm') return saved;
				isFine &&= saved.kind === 'saved' && saved.isWhole;
				notices.push(saved.notice);
			}
			return {kind: 'done', ok: isFine, notice: joinSafe(notices, safe` `)};
		},
		saveJob: (url, document, onProgress) => saveJob(monitor, saver, {url, document, folder, onProgress}),
	};
}

type JobSaving = {
	readonly url: string;
	readonly document: JobDocument;
	readonly folder: string;
	readonly onProgress: (words: SafeText) => void;
};

const endings = {messages: '-messages.txt', report: '-report.txt', json: '.json', kmz: '.kmz'} as const;

/** Saves a document about a job, after reading from the server what gpjobs does not know yet. */
async function saveJob(monitor: Monitor, saver: ValueSaver, order: JobSaving): Promise<Outcome> {
	const {url, document, folder, onProgress} = order;
	const before = monitor.jobs.get(url);
	if (!before) return {ok: false, notice: safe`It is no longer in the list.`};
	const target = {folder, name: `${before.label ?? before.address.jobId}${endings[document]}`};
	if (document === 'kmz') return saver.saveJobKmz(url, target, onProgress);
	onProgress(safe`reading`);
	if (!isKnownWhole(before)) await monitor.refresh([url], {messages: true});
	const job = monitor.jobs.get(url) ?? before;
	if (document === 'messages') {
		const {list} = job.messages;
		if (list === null) return {ok: false, notice: job.trouble?.fault.sentence ?? safe`The server sent no messages.`};
		return saved(await saveText(target, messageLines(list)));
	}
	const inputs = await monitor.parameters(url, 'inputs');
	const results = await monitor.parameters(url, 'results');
	const facts = {job, now: systemClock.now(), inputs, results};
	return saved(await saveText(target, document === 'json' ? [reportJson(facts)] : reportLines(facts)));
}

/** Whether the job has ended and all its messages are known. */
function isKnownWhole({state, messages}: WatchedJob): boolean {
	return hasEnded(state) && messages.list !== null;
}

function saved(outcome: Awaited<ReturnType<typeof saveText>>): Outcome {
	return outcome.ok
		? {ok: true, notice: safe`Saved ${safeText(outcome.path)}, ${count(outcome.bytes)} bytes.`}
		: {ok: false, notice: outcome.sentence};
}
