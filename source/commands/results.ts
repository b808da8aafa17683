import type {ParameterRow} from '../monitor/parameter-table.ts';
import {
	formatsOf,
	namesNothing,
	noFileSentence,
	type Saved,
	type SaveFailure,
	ValueSaver,
} from '../session/value-saver.ts';
import {targetOf} from '../store/saved-file/target.ts';
import {toJson} from '../text/json-escape.ts';
import {joinSafe, type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import {type SaveFormat, saveFormats} from '../ui/saver.ts';
import {type ExitCode, exitCodeOf, exitCodes, worstOf} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type Asked, shown, withParametersOfJob} from './parameters.ts';
import {print, say} from './print.ts';

/** `gpjobs results JOB [NAME]`: what a job has made; with `--output` saved. */
export async function results(invocation: Invocation): Promise<ExitCode> {
	const {output, format} = invocation.flags;
	const wanted = saveFormats.find(known => known === format);
	if (format !== undefined && wanted === undefined) {
		say(noFormat(format));
		return exitCodes.usage;
	}
	if (format !== undefined && output === undefined) {
		say(formatWithoutOutput);
		return exitCodes.usage;
	}
	if (output === undefined) return withParametersOfJob(invocation, 'results', shown);
	return withParametersOfJob(invocation, 'results', asked => saveAll(asked, invocation, output, wanted));
}

async function saveAll(
	{jobUrl, rows, isNamed, engine}: Asked,
	invocation: Invocation,
	output: string,
	wanted: SaveFormat | undefined,
): Promise<ExitCode> {
	if (rows.length > 1 && 'file' in (await targetOf(output, 'any'))) {
		say(noFolderForAll(output, rows.length));
		return exitCodes.usage;
	}
	const saver = new ValueSaver(engine.downloads);
	const codes: ExitCode[] = [];
	const paths: {readonly name: string; readonly path: string}[] = [];
	try {
		for (const row of rows) {
			if (wanted === undefined && namesNothing(row)) {
				say(noFileSentence(row));
				if (isNamed) codes.push(exitCodes.failed);
				continue;
			}
			const possible = formatsOf(row);
			const format = wanted ?? possible[0] ?? 'json';
			// Of all results only those are meant that can be saved so; one that was named is told why it cannot.
			if (!isNamed && (!possible.includes(format) || isHidden(row))) continue;
			const saved = await saver.save({
				jobUrl,
				row,
				format,
				targetOf: name => targetOf(output, name),
				isHostConfirmed: invocation.flags.yes === true,
				onProgress: () => {},
			});
			codes.push(codeOf(saved));
			if (saved.kind === 'saved') paths.push({name: sentText(row.name), path: saved.path});
			say(saved.kind === 'confirm' ? yesFetchesIt(saved.said) : saved.said);
		}
	} finally {
		saver.close();
	}
	if (invocation.flags.json) await print(`${toJson({url: jobUrl, saved: paths})}\n`);
	else await print(paths.map(({path}) => `${safeText(path)}\n`).join(''));
	if (codes.length === 0) say(nothingToSave);
	return codes.length === 0 ? exitCodes.usage : worstOf(codes);
}

/** A hidden value is written down only where it was asked for by name. */
function isHidden({read}: ParameterRow): boolean {
	return read.ok && read.parameter.value.kind === 'hidden';
}

function codeOf(saved: Saved): ExitCode {
	switch (saved.kind) {
		case 'saved':
			return exitCodes.fine;
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
			return exitCodes.failed;
		case 'not-written':
			return exitCodes.notSaved;
		case 'other':
			return exitCodes.fault;
		default:
			return exitCodeOf(reason);
	}
}

/** The sentence about a job without a result in the wanted format. */
export const nothingToSave: SafeText = safe`There is nothing that can be saved so.`;

/** The sentence about a file on another host. */
export function yesFetchesIt(question: SafeText): SafeText {
	return safe`${question} --yes fetches it from there.`;
}

/** The sentence about several results for one file. */
export function noFolderForAll(path: string, results: number): SafeText {
	return safe`${safeText(path)} is no folder, and there are ${results} results. Name one of them, or give a folder.`;
}

/** The sentence about a format that nothing is saved in. */
export function noFormat(format: string): SafeText {
	return safe`--format is one of ${joinSafe(saveFormats.map(safeText), safe`, `)}, not "${safeText(format)}".`;
}

/** The sentence about a format where nothing is saved. */
export const formatWithoutOutput: SafeText = safe`--format says how to save, and --output DIR or FILE where.`;
