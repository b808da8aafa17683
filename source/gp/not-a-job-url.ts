/**
 * Error messages for texts that are not the URL of a GP job. Each says what is wrong and, if known, what would be
 * right.
 */
import {safe} from '../text/safe-text.ts';

const form = 'A job URL looks like https://host/arcgis/rest/services/folder/service/GPServer/task/jobs/j123.';

/** The error message for a text that contains no URL. */
export const noUrlInText = `There is no URL here. ${form}`;
/** The error message for a URL with a line break or a tab in it. */
export const brokenLine = 'The URL holds a line break or a tab. Give one URL, in one piece.';
/** The error message for a URL with a user name or password. */
export const withPassword =
	'The URL holds a user name or a password. Leave them out: gpjobs never keeps secrets in its list.';
/** The error message for a URL with a broken `%` sequence. */
export const brokenEscape = 'The URL holds a broken % sequence. Copy it again from the browser.';

/** The error message for a text that is longer than a job URL may be. */
export function tooLongForJobUrl(text: string): string {
	return `This is too long for a job URL (${text.length} characters).`;
}

/** The error message for several job URLs where one is expected. */
export function severalJobUrls(count: number): string {
	return `There are ${count} job URLs in this text. Give them one by one.`;
}

/** The error message for a URL without `https://`. */
export function withoutScheme(text: string): string {
	return `${quoted(text)} lacks its beginning, https:// or http://.`;
}

/** The error message for a text that is not a URL. */
export function notAUrl(text: string): string {
	return `${quoted(text)} is not a URL. ${form}`;
}

/** The error message for a text that begins like a URL but cannot be parsed. */
export function notAValidUrl(text: string): string {
	return `${quoted(text)} is not a valid URL. ${form}`;
}

/** The error message for a URL without `/GPServer`. */
export const noGpServer = `There is no /GPServer in this URL, so it names no GP job. ${form}`;
/** The error message for a URL without a service before `/GPServer`. */
export const noService = `The name of the service is missing before /GPServer. ${form}`;
/** The error message for a URL without a task after `/GPServer`. */
export const noTask = 'The name of the task is missing between /GPServer and /jobs.';
/** The error message for a URL that ends with `/jobs`. */
export const noJobId = 'The job id is missing after /jobs.';
/** The error message for a blank in the job id. */
export const spaceInJobId = safe`The job id holds a space: is there more here than the URL?`;
/** The error message for a URL of the SOAP API. */
export const soapAddress = `This is a SOAP address of the server: gpjobs speaks its REST API, whose URLs have /rest before /services. ${form}`;
/** The error message for the URL of a service. */
export const urlOfService = 'This is the URL of a GP service: the task and /jobs/<job id> are missing after /GPServer.';
/** The error message for the URL of `submitJob`. */
export const urlOfSubmit =
	'This is a submitJob URL, which starts a new job. The URL of the job is in its answer: …/jobs/<job id>.';
/** The error message for the URL of `execute`. */
export const urlOfExecute =
	'This is an execute URL: the server answers it at once and keeps no job that could be watched.';

/** The error message for the URL of a task. */
export function urlOfTask(task: string): string {
	return `This is the URL of the task "${clippedName(task)}": /jobs/<job id> is missing at its end.`;
}

/** The error message for a path in which a folder or a service is named like an operation. */
export function operationInPath(name: string): string {
	return `The path holds the name of an operation, /${name}, before /GPServer: gpjobs does not use it.`;
}

/** The error message for a path that has another segment than `jobs` after the task. */
export function otherThanJobs(name: string): string {
	return `After the task comes /jobs/<job id>, not /${clippedName(name)}.`;
}

/** The error message for a resource below a job that gpjobs does not know. */
export function otherBelowJob(name: string): string {
	return `After the job id only /results, /inputs or /cancel may follow, not /${clippedName(name)}.`;
}

/** The error message for a URL of the administrator API, whose jobs look like GP jobs. */
export const urlOfAdmin = `This is a URL of the server's admin API. gpjobs reads the public one. ${form}`;
/** The error message for the URL of a Survey123 report job. */
export const jobOfSurvey123 = `This is a report job of Survey123. Its statuses look like those of GP jobs, but it is another API. ${form}`;
/** The error message for the URL of a LANDFIRE job. */
export const jobOfLandfire = `This is a job of the LANDFIRE Product Service (LFPS). Its statuses look like those of GP jobs, but it is another API. ${form}`;
/** The error message for the URL of a job on a Geospatial Services Framework server. */
export const jobOfGsf = `This is a job of a Geospatial Services Framework (GSF) server, which has another API than GP services. ${form}`;
/** The error message for a URL with `/jobs/` that belongs to an unknown API. */
export const jobOfOtherApi = `This looks like a job of another API: a GP job has /GPServer/<task>/jobs/<job id> in its URL. ${form}`;

/**
 * The error message for the URL of a job of a service that is not a GP service.
 *
 * @param server the type of the service, such as `FeatureServer`
 */
export function jobOfOtherServer(server: string): string {
	return `Jobs of a ${server} belong to another API: this is not a GP job. ${form}`;
}

/**
 * The error message for a URL that names a job of a map or image service, not of a GP service.
 *
 * @param server the type of the service, such as `MapServer`
 */
export function jobOfTiles(server: string): string {
	return (
		`Jobs of a ${server} make tiles, or hold the map of a GP job's result: this is not a GP job itself. ` +
		`The GP job has /GPServer/<task> in its place. ${form}`
	);
}

/** Quotes the rejected text for an error message: without its query, and not at all if it may contain a password. */
function quoted(text: string): string {
	if (/@|%(?:25)*40/i.test(text)) return 'This';
	return `"${clipped(text.replace(/(?:[?#&;=]|%(?:25)*(?:3f|23|26|3b|3d)).*$/is, ''))}"`;
}

/**
 * Returns the part of a name that may be shown: without anything that may be parameters, which may contain a secret.
 */
function clippedName(name: string): string {
	return clipped(name.replace(/(?:[?#&;=@]|%).*$/s, ''));
}

function clipped(text: string): string {
	return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
