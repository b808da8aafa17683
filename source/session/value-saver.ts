import {createDownloader, type DownloaderOptions, type DownloadProgress} from '../gp/client/download.ts';
import {hostNotice} from '../gp/client/download-host.ts';
import {type DownloadSpeed, nextSpeed} from '../gp/client/download-speed.ts';
import type {Exported, Refused} from '../gp/export/exported.ts';
import type {FaultKind} from '../gp/fault.ts';
import {jobAddress} from '../gp/job-url.ts';
import type {ParameterRead} from '../gp/parameter.ts';
import {linkTo, parameterUrl} from '../gp/parameter-link.ts';
import {hiddenSentence, type ParameterValue} from '../gp/parameter-value.ts';
import {hasGeometries, type RecordSet} from '../gp/record-set.ts';
import type {Monitor} from '../monitor/monitor.ts';
import type {ParameterRow} from '../monitor/parameter-table.ts';
import type {ExistingFile} from '../store/saved-file/output-files.ts';
import {saveDownload} from '../store/saved-file/save-download.ts';
import {saveText} from '../store/saved-file/save-text.ts';
import {type Target, taken} from '../store/saved-file/target.ts';
import {formatElapsed} from '../text/duration.ts';
import {toJson} from '../text/json-escape.ts';
import {latePart, PartMissing} from '../text/late-part.ts';
import {count, formatBytes} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText, sentText} from '../text/safe-text.ts';
import type {Outcome} from '../ui/list-edits.ts';
import {type SaveFormat, saveFormats} from '../ui/saver.ts';

type SaveOrder = {
	readonly jobUrl: string;
	readonly row: ParameterRow;
	readonly format: SaveFormat;
	/** Returns the target for a value that is saved under a given name, or an existing file that must stay as it is. */
	readonly targetOf: (name: string) => Promise<Target | ExistingFile>;
	/** Whether the user has confirmed the host from which the file will be downloaded. */
	readonly isHostConfirmed: boolean;
	readonly onProgress: (words: SafeText) => void;
};

/** The outcome of saving a value. */
export type Saved =
	| {
			readonly kind: 'saved';
			readonly path: string;
			readonly notice: SafeText;
			/** Whether the file contains the whole value. The server may have left records out. */
			readonly isWhole: boolean;
	  }
	/** Nothing was saved, because the file exists already. */
	| {readonly kind: 'existing'; readonly path: string; readonly notice: SafeText}
	| {readonly kind: 'confirm'; readonly notice: SafeText}
	| {readonly kind: 'failed'; readonly notice: SafeText; readonly reason: SaveFailure};

/**
 * Why a value was not saved. `usage`: it cannot have this format. `no-file`: the server has no file for it. `limit`:
 * the server sent no records, because there are more than it may send. `not-written`: the disk refused the file.
 * `other`: the file could not be made, or the user stopped the download. Every other value is the kind of the fault
 * with which the server answered.
 */
export type SaveFailure = 'usage' | 'no-file' | 'limit' | 'not-written' | 'other' | FaultKind;

/** Returns the formats in which a value can be saved, the most useful one first. */
export function formatsOf({read}: ParameterRow): readonly SaveFormat[] {
	if (!read.ok) return [];
	const {value} = read.parameter;
	return saveFormats.filter(format => isPossible(format, value));
}

function isPossible(format: SaveFormat, value: ParameterValue): boolean {
	switch (format) {
		case 'file':
			return (value.kind === 'place' && value.place.kind === 'file') || value.files !== undefined;
		case 'json':
		case 'text':
			return value.kind !== 'none' && value.kind !== 'hidden';
		case 'csv':
			return value.kind === 'records' || value.sets !== undefined;
		case 'geojson':
			if (value.sets) return value.sets.some(({set}) => hasGeometries(set));
			return value.kind === 'records' && hasGeometries(value.set);
		case 'kmz':
			return value.kind === 'records' && hasGeometries(value.set);
	}
}

/** Whether a value is of the type of a file but does not name a file. */
export function namesNothing({read}: ParameterRow): boolean {
	return read.ok && read.parameter.value.kind === 'place' && read.parameter.value.place.kind === 'nowhere';
}

/** The error for a value that should name a file but does not. */
export function noFileSentence({name}: Pick<ParameterRow, 'name'>): SafeText {
	return safe`${name.safe} names no file: the job made none, or the server does not say where it is.`;
}

function isJobItself(url: string, jobUrl: string): boolean {
	const job = new URL(jobUrl);
	const meant = URL.parse(url.trim(), `${jobUrl}/`);
	const path = (one: URL) => one.pathname.replace(/\/+$/, '').toLowerCase();
	return meant !== null && meant.origin === job.origin && path(meant) === path(job);
}

/** Reads a value again. */
type ReadAgain = (jobUrl: string, row: ParameterRow) => Promise<ParameterRead | undefined>;

/**
 * Makes the function that reads a result again with its geometries in WGS84.
 *
 * @param monitor reads the results of jobs
 */
export function readingInWgs84(monitor: Pick<Monitor, 'parameters'>): ReadAgain {
	return async (jobUrl, {name}) => {
		const only = sentText(name);
		const table = await monitor.parameters(jobUrl, 'results', {only, isInWgs84: true});
		return table.ok ? table.rows.find(row => sentText(row.name) === only)?.read : undefined;
	};
}

/** Saves parameter values as files. Replaces an existing file only if its target says so. */
export class ValueSaver {
	readonly #downloader: ReturnType<typeof createDownloader>;

	readonly #inWgs84: ReadAgain | undefined;

	/** @param inWgs84 reads a result again with geometries in WGS84, for GeoJSON */
	constructor(downloads: DownloaderOptions, inWgs84?: ReadAgain) {
		this.#downloader = createDownloader(downloads);
		this.#inWgs84 = inWgs84;
	}

	async save(order: SaveOrder): Promise<Saved> {
		const {row, format} = order;
		if (!row.read.ok) return {kind: 'failed', notice: row.read.fault.sentence, reason: row.read.fault.kind};
		const {value} = row.read.parameter;
		if (value.kind === 'hidden') return {kind: 'failed', notice: hiddenSentence, reason: 'usage'};
		if (format === 'file' && namesNothing(row)) return {kind: 'failed', notice: noFileSentence(row), reason: 'no-file'};
		if (!isPossible(format, value)) return {kind: 'failed', notice: notPossible(row, format), reason: 'usage'};
		if (hasNoRecords(value)) return {kind: 'failed', notice: notSentAtAll(row), reason: 'limit'};
		if (format === 'file') return this.#saveFile(order, value);
		if (format === 'kmz') return value.masked ? failed(kmzIsNotMasked) : this.#saveKmz(order);
		const exported =
			format === 'geojson' && value.kind === 'records'
				? await this.#geojson(order, value.set).catch(refusedWhereMissing)
				: await exportOf(value, format).catch(refusedWhereMissing);
		if (!exported.ok) return failed(exported.sentence);
		const target = await order.targetOf(nameOf(row, format));
		if ('existing' in target) return existing(target);
		const saved = await saveText(target, exported.chunks);
		if (!saved.ok) return {kind: 'failed', notice: saved.sentence, reason: 'not-written'};
		const notes = value.masked ? [...exported.notes(), secretsAreMasked] : exported.notes();
		return value.exceedsLimit ? notWhole(saved.path, saved.bytes, notes) : savedAs(saved.path, saved.bytes, notes);
	}

	/** Saves all results of a job as the KMZ file that the server makes ("GP Job", `f=kmz`). */
	async saveJobKmz(jobUrl: string, target: Target, onProgress: (words: SafeText) => void): Promise<Outcome> {
		const saved = await this.#fetch({jobUrl, targetOf: async () => target, onProgress}, `${jobUrl}?f=kmz`, '');
		return {ok: saved.kind === 'saved', notice: saved.notice};
	}

	close(): void {
		this.#downloader.close();
	}

	/**
	 * The GeoJSON file of a set. If its spatial reference is neither WGS84 nor Web Mercator, the server is asked to convert
	 * it, because it knows how datums shift; otherwise gpjobs converts it.
	 */
	async #geojson({jobUrl, row}: SaveOrder, set: RecordSet): Promise<Exported | Refused> {
		const {geojsonFile, isInKnownReferences} = await loadGeojson();
		if (isInKnownReferences(set)) return geojsonFile(set);
		const again = row.kind === 'results' ? await this.#inWgs84?.(jobUrl, row) : undefined;
		const converted = again?.ok && again.parameter.value.kind === 'records' ? again.parameter.value.set : undefined;
		if (converted && converted.records.length === set.records.length && isInKnownReferences(converted)) {
			return noting(geojsonFile(converted), convertedByServer);
		}
		const [{loadDefinitions}, {conversionsBy}] = await Promise.all([loadReferences(), loadConversion()]);
		return geojsonFile(set, conversionsBy(await loadDefinitions()));
	}

	async #saveFile(order: SaveOrder, value: ParameterValue): Promise<Saved> {
		const url = value.kind === 'place' ? (value.place.url ?? '') : '';
		// The value names the URL of the job itself: the server would answer with the status, not with a file.
		if (isJobItself(url, order.jobUrl)) return {kind: 'failed', notice: noFileSentence(order.row), reason: 'no-file'};
		const notice = hostNotice(order.jobUrl, url);
		if (notice.kind === 'own') return this.#fetch(order, notice.url, decodedName(notice.url));
		// A host name that only the server's network can resolve is replaced by the job's server, which has the same
		// files.
		const from = notice.kind === 'other' ? notice.url : notice.onJobsHost;
		if (from === undefined) return failed(notice.sentence);
		if (!order.isHostConfirmed) return {kind: 'confirm', notice: notice.sentence};
		return this.#fetch(order, from, decodedName(from));
	}

	/** Saves one result as the KMZ file that the server makes ("GP Result", `f=kmz`). */
	async #saveKmz(order: SaveOrder): Promise<Saved> {
		const {name} = order.row;
		const address = jobAddress(order.jobUrl);
		const url = address && parameterUrl(address.url, linkTo(sentText(name), 'results'));
		if (url === undefined) return failed(safe`The name of this result is none that can be asked for.`);
		return this.#fetch(order, `${url}?f=kmz`, nameOf(order.row, 'kmz'));
	}

	async #fetch(
		order: Pick<SaveOrder, 'jobUrl' | 'targetOf' | 'onProgress'>,
		url: string,
		name: string,
	): Promise<Saved> {
		const target = await order.targetOf(name);
		if ('existing' in target) return existing(target);
		const status = new DownloadStatus();
		const outcome = await saveDownload({
			target,
			url,
			fetch: download => this.#downloader.download({...download, server: order.jobUrl}),
			onProgress: (progress: DownloadProgress) => order.onProgress(status.sentence(progress, performance.now())),
		});
		switch (outcome.kind) {
			case 'saved': {
				const doubt = outcome.isWhole
					? []
					: [safe`the server did not say how long it is, so gpjobs cannot tell whether this is all`];
				return savedAs(outcome.path, outcome.bytes, doubt);
			}
			case 'stopped':
				return failed(safe`Stopped.${kept(outcome.kept)}`);
			case 'fault':
				return {
					kind: 'failed',
					notice: safe`${outcome.fault.sentence}${kept(outcome.kept)}`,
					reason: outcome.fault.kind,
				};
			case 'not-saved':
				return {kind: 'failed', notice: outcome.sentence, reason: 'not-written'};
		}
	}
}

/** Formats the progress of a download: how much has arrived, at which speed, and how long the rest will take. */
export class DownloadStatus {
	#speed: DownloadSpeed | undefined;

	/**
	 * Returns the sentence about the progress.
	 *
	 * @param now monotonic milliseconds
	 */
	sentence(progress: DownloadProgress, now: number): SafeText {
		const {received, total} = progress;
		this.#speed = nextSpeed(this.#speed, progress, now);
		const {bytesPerSecond, secondsLeft} = this.#speed;
		return joinSafe(
			[
				total === null || total === 0
					? formatBytes(received)
					: safe`${Math.floor((received / total) * 100)} % of ${formatBytes(total)}`,
				...(bytesPerSecond === undefined ? [] : [safe`${formatBytes(bytesPerSecond)}/s`]),
				...(secondsLeft === undefined ? [] : [safe`${formatElapsed(secondsLeft * 1000)} left`]),
			],
			safe`, `,
		);
	}
}

// Loaded when needed, because projections and CSV are a tenth of the program.
const loadCsv = latePart(() => import('../gp/export/csv.ts'));
const loadGeojson = latePart(() => import('../gp/export/geojson.ts'));
const loadReferences = latePart(() => import('../gp/export/reference-definitions.ts'));
const loadConversion = latePart(() => import('../gp/export/conversion.ts'));
const loadText = latePart(() => import('../gp/export/text.ts'));

async function exportOf(
	value: ParameterValue,
	format: 'json' | 'csv' | 'geojson' | 'text',
): Promise<Exported | Refused> {
	if (format === 'json') return whole(`${toJson(value.json, '\t')}\n`);
	// A text file contains the form shown on the screen; JSON contains exactly what the server sent.
	if (value.kind !== 'records') return whole(`${value.gist.safe}\n`);
	if (format === 'csv') return (await loadCsv()).csvFile(value.set);
	return (await loadText()).textFile(value.set);
}

function refusedWhereMissing(error: unknown): Refused {
	if (error instanceof PartMissing) return {ok: false, sentence: error.sentence};
	throw error;
}

/** A file with one more note, if it was made. */
function noting(file: Exported | Refused, note: SafeText): Exported | Refused {
	return file.ok ? {...file, notes: () => [note, ...file.notes()]} : file;
}

/** The note that the server converted the positions of a set to WGS84. */
export const convertedByServer: SafeText = safe`The server converted the positions to WGS84 (outSR=4326).`;

function whole(text: string): Exported {
	return {ok: true, chunks: [text], notes: () => []};
}

/** Added to the sentence about a saved file whose value contained secrets. */
export const secretsAreMasked: SafeText = safe`secrets in it are masked (•••)`;

/** The error for a value with secrets that was to be saved as KMZ. */
export const kmzIsNotMasked: SafeText = safe`This value holds secrets, and a KMZ is made by the server, with the secrets in it. Save it as JSON, CSV or GeoJSON: gpjobs masks them there.`;

const extensions = {json: 'json', csv: 'csv', geojson: 'geojson', kmz: 'kmz', text: 'txt'} as const;

function nameOf({name}: ParameterRow, format: keyof typeof extensions): string {
	return `${name.safe}.${extensions[format]}`;
}

function decodedName(url: string): string {
	const last = new URL(url).pathname.split('/').at(-1) ?? '';
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

function notPossible(row: ParameterRow, format: SaveFormat): SafeText {
	const formats = joinSafe(formatsOf(row).map(safeText), safe`, `);
	return cannotBeSavedAs(row.name.safe, format, formats);
}

/** The error for a format in which a value cannot be saved. */
export function cannotBeSavedAs(name: SafeText, format: string, formats: SafeText): SafeText {
	return safe`${name} cannot be saved as ${safeText(format)}; it can as ${formats}.`;
}

function savedAs(path: string, bytes: number, notes: readonly SafeText[]): Saved {
	const notice = safe`Saved ${safeText(path)}, ${count(bytes)} bytes${noted(notes)}.`;
	return {kind: 'saved', path, notice, isWhole: true};
}

/** Makes the outcome for a file without the records that the server left out. */
function notWhole(path: string, bytes: number, notes: readonly SafeText[]): Saved {
	return {kind: 'saved', path, notice: safe`${wroteInPart(path, bytes)}${noted(notes)}.`, isWhole: false};
}

/** Joins notes to the end of a sentence. Each note is a sentence, so its full stop is removed. */
function noted(notes: readonly SafeText[]): SafeText {
	return joinSafe(
		notes.map(note => safe`; ${safeText(note.replace(/\.$/, ''))}`),
		safe``,
	);
}

/** Whether the server sent none of the records, because there are more than it may send. */
export function hasNoRecords(value: ParameterValue): boolean {
	return value.kind === 'records' && value.exceedsLimit === true && value.set.records.length === 0;
}

/** The error for a value of which the server sent no records, because there are more than it may send. */
export function notSentAtAll({name}: Pick<ParameterRow, 'name'>): SafeText {
	return safe`${name.safe} has more records than the server may send, so the server sent none (exceededTransferLimit). ${howToGetAll}`;
}

/** The error for a value of which the server sent only a part. */
export function notSentInFull({name}: Pick<ParameterRow, 'name'>): SafeText {
	return safe`${name.safe} is not complete: the server left records out (exceededTransferLimit). ${howToGetAll}`;
}

const howToGetAll = safe`Ask the publisher of the service to raise its maximum number of records, or run the task for a smaller area.`;

/** The beginning of the error for a file that contains only the records that the server sent. */
export function wroteInPart(path: string, bytes: number): SafeText {
	return safe`Not complete: the server left records out (exceededTransferLimit). The records that it sent are in ${safeText(path)}, ${count(bytes)} bytes`;
}

function kept(bytes: number): SafeText {
	return bytes === 0 ? safe`` : safe` ${count(bytes)} bytes are kept; saving again goes on from there.`;
}

function existing({existing: path}: ExistingFile): Saved {
	return {kind: 'existing', path, notice: taken(path)};
}

function failed(notice: SafeText): Saved {
	return {kind: 'failed', notice, reason: 'other'};
}
