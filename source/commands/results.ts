import {join} from 'node:path';
import type {ParameterRow} from '../monitor/parameter-table.ts';
import {partsOf} from '../session/value-parts.ts';
import {
	formatsOf,
	namesNothing,
	noFileSentence,
	readingInWgs84,
	type Saved,
	type SaveFailure,
	ValueSaver,
} from '../session/value-saver.ts';
import {OutputFiles} from '../store/saved-file/output-files.ts';
import {numberedName, safeFileName} from '../text/file-name.ts';
import {toJson} from '../text/json-escape.ts';
import {joinSafe, type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import {type SaveFormat, saveFormats} from '../ui/saver.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import type {OptionName} from './options.ts';
import {type SelectedParameters, shown, withParametersOfJob} from './parameters.ts';
import {print, say} from './print.ts';

/**
 * Runs `gpjobs results JOB [NAME]`: prints the results of a job; with `--output` saves them. If JOB is a filter, the results
 * of each job are saved in a subfolder with the job's name.
 */
export async function results(invocation: Invocation): Promise<ExitCode> {
	const {output, format, force, 'skip-existing': skips} = invocation.flags;
	const wanted = saveFormats.find(known => known === format);
	const refusal =
		format !== undefined && wanted === undefined
			? noFormat(format)
			: output === undefined && (format !== undefined || force || skips)
				? needsOutput(format === undefined ? (force ? 'force' : 'skip-existing') : 'format')
				: force && skips
					? forceOrSkip
					: undefined;
	if (refusal !== undefined) {
		say(refusal);
		return exitCodes.usage;
	}
	if (output === undefined) return withParametersOfJob(invocation, 'results', shown);
	const save = (selected: SelectedParameters) => saveAll(selected, invocation, output, wanted);
	return withParametersOfJob(invocation, 'results', save, {takesSeveral: true});
}

async function saveAll(
	selected: SelectedParameters,
	{flags}: Invocation,
	output: string,
	wanted: SaveFormat | undefined,
): Promise<ExitCode> {
	const {jobUrl, rows, isNamed, jobNames, engine} = selected;
	const jobName = jobNames?.get(jobUrl);
	const place = jobNames === undefined ? output : join(output, folderNames(jobNames).get(jobUrl) ?? '');
	const opened = await OutputFiles.open(place, {
		isForOne: isNamed && jobName === undefined,
		replaces: flags.force === true,
		isEmpty: rows.length === 0,
	});
	if (!opened.ok) {
		say(opened.sentence);
		return exitCodes.notSaved;
	}
	const tell = (sentence: SafeText) => say(jobName === undefined ? sentence : safe`${jobName}: ${sentence}`);
	const saver = new ValueSaver(engine.downloads, readingInWgs84(engine.monitor));
	const codes: ExitCode[] = [];
	const files: {readonly name: string; readonly path: string; readonly kind: 'saved' | 'existing'}[] = [];
	try {
		for (const row of rows) {
			if (wanted === undefined && namesNothing(row)) {
				tell(noFileSentence(row));
				if (isNamed) codes.push(exitCodes.failed);
				continue;
			}
			const possible = formatsOf(row);
			const format = wanted ?? possible[0] ?? 'json';
			// If all results are saved, those that cannot have this format are skipped; a named result gets an error
			// instead.
			if (!isNamed && (!possible.includes(format) || isHidden(row))) continue;
			const parts = partsOf(row, format);
			if (parts.length > 1 && opened.files.isOneFile) {
				tell(noFolderForParts(row.name.safe, parts.length));
				codes.push(exitCodes.usage);
				continue;
			}
			for (const part of parts) {
				const saved = await saver.save({
					jobUrl,
					row: part,
					format,
					targetOf: name => opened.files.targetOf(name),
					isHostConfirmed: flags.yes === true,
					onProgress: () => {},
				});
				const skips = flags['skip-existing'] === true;
				codes.push(codeOf(saved, skips));
				if ('path' in saved) files.push({name: sentText(row.name), path: saved.path, kind: saved.kind});
				if (!flags.quiet || codes.at(-1) !== exitCodes.fine) tell(noticeOf(saved, skips));
			}
		}
	} finally {
		saver.close();
	}
	const {saved = [], existing = []} = Object.groupBy(files, ({kind}) => kind);
	const entry = ({name, path}: (typeof files)[number]) => ({name, path});
	if (flags.json) {
		await print(`${toJson({url: jobUrl, saved: saved.map(entry), existing: existing.map(entry)})}\n`);
	} else await print(saved.map(({path}) => `${safeText(path)}\n`).join(''));
	if (codes.length > 0) return worstOf(codes);
	if (!flags.quiet || jobName === undefined) tell(nothingToSave);
	// A filter may select jobs without results.
	return jobName === undefined ? exitCodes.usage : exitCodes.fine;
}

/**
 * Returns a folder name for each job. It ends with the job's number if another folder would have the same name on a file
 * system that ignores case.
 */
function folderNames(jobNames: ReadonlyMap<string, SafeText>): ReadonlyMap<string, SafeText> {
	const names = new Map<string, SafeText>();
	const taken = new Set<string>();
	for (const [url, jobName] of jobNames) {
		const name = safeFileName(jobName.replaceAll(/[/\\%]/g, '_'), 'job');
		let number = 0;
		while (taken.has(numberedName(name, number).toLowerCase())) number++;
		names.set(url, numberedName(name, number));
		taken.add(numberedName(name, number).toLowerCase());
	}
	return names;
}

function noticeOf(saved: Saved, skips: boolean): SafeText {
	switch (saved.kind) {
		case 'confirm':
			return yesFetchesIt(saved.notice);
		case 'existing':
			return skips ? skipped(saved.path) : forceReplacesIt(saved.path);
		case 'saved':
		case 'failed':
			return saved.notice;
	}
}

/** Whether the value is hidden. Hidden values are saved only if they are named. */
function isHidden({read}: ParameterRow): boolean {
	return read.ok && read.parameter.value.kind === 'hidden';
}

function codeOf(saved: Saved, skips: boolean): ExitCode {
	switch (saved.kind) {
		case 'saved':
			return saved.isWhole ? exitCodes.fine : exitCodes.failed;
		case 'existing':
			return skips ? exitCodes.fine : exitCodes.notSaved;
		case 'confirm':
			return exitCodes.usage;
		case 'failed':
			return codeOfFailure(saved.reason);
	}
}

function codeOfFailure(reason: SaveFailure): ExitCode {
	switch (reason) {
		case 'usage':
			return exitCodes.usage;
		case 'no-file':
		case 'limit':
			return exitCodes.failed;
		case 'not-written':
			return exitCodes.notSaved;
		case 'other':
			return exitCodes.fault;
		default:
			return exitCodeOf(reason);
	}
}

/** The error for a job without a result in the wanted format. */
export const nothingToSave: SafeText = safe`The job has no result that can be saved in this format.`;

/**
 * The error for a result whose file is on another host.
 *
 * @param question names the host
 */
export function yesFetchesIt(question: SafeText): SafeText {
	return safe`${question} Use --yes to download it.`;
}

/** Makes the error for a result whose file exists already. */
export function forceReplacesIt(path: string): SafeText {
	return safe`${safeText(path)} exists already. Use --force to replace it, or --skip-existing to keep it.`;
}

/** Makes the notice about a result that `--skip-existing` left out. */
export function skipped(path: string): SafeText {
	return safe`Skipped ${safeText(path)}: it exists already.`;
}

/** The error for a result of which several files are made, if `--output` names one file. */
export function noFolderForParts(name: SafeText, parts: number): SafeText {
	return safe`${name} becomes ${parts} files. Give --output a folder.`;
}

/** The error for an unknown format. */
export function noFormat(format: string): SafeText {
	return safe`--format must be one of ${joinSafe(saveFormats.map(safeText), safe`, `)}, not "${safeText(format)}".`;
}

/** Makes the error for an option that only means something together with `--output`. */
export function needsOutput(option: OptionName): SafeText {
	return safe`--${safeText(option)} needs --output DIR or --output FILE.`;
}

/** The error for `--force` together with `--skip-existing`. */
export const forceOrSkip: SafeText = safe`Give --force or --skip-existing, not both: one replaces existing files, the other keeps them.`;
