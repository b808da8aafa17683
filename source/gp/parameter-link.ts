import {type ServerText, serverName} from '../text/safe-text.ts';
import type {JobUrl} from './job-url.ts';
import {isJsonObject} from './json.ts';
import {decodedSegments, segmentFault} from './path-segment.ts';

/** The two kinds of parameters of a job, named like their resources. */
export type ParameterKind = 'results' | 'inputs';

/** The name of a job's parameter and the URL of its value. */
export type ParameterLink = {
	readonly name: ServerText;
	/**
	 * The link as sent, without blanks around it; relative to the job URL. It must be checked by {@link parameterUrl}
	 * before it is requested.
	 */
	readonly paramUrl: string;
};

/**
 * Reads `results` or `inputs` of a job: `{"<name>": {"paramUrl": "results/<name>"}}` ("GP Job"). The name in `paramUrl`
 * may differ in case, some servers put a blank before it, and third-party servers send arrays of `{paramName}`.
 */
export function readLinks(wire: unknown, kind: ParameterKind): readonly ParameterLink[] {
	if (Array.isArray(wire)) {
		return wire.flatMap((entry: unknown) => {
			const name = isJsonObject(entry) ? entry.paramName : undefined;
			return typeof name === 'string' ? [linkTo(name, kind)] : [];
		});
	}
	if (!isJsonObject(wire)) return [];
	return Object.entries(wire).map(([name, entry]) => {
		const paramUrl = isJsonObject(entry) ? entry.paramUrl : undefined;
		return typeof paramUrl === 'string' ? {name: serverName(name), paramUrl: paramUrl.trim()} : linkTo(name, kind);
	});
}

/**
 * Makes the link of a parameter that the job does not list. The inputs of a failed or cancelled job can still be read
 * ("GP Input"), and their names are known from the task.
 */
export function linkTo(name: string, kind: ParameterKind): ParameterLink {
	// JSON can contain half a surrogate pair, which cannot be encoded.
	return {name: serverName(name), paramUrl: `${kind}/${encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\uFFFD'))}`};
}

/**
 * Returns the URL of a parameter's value; `undefined` if `paramUrl` does not lead to a result or an input of this job.
 * Checking the origin would not be enough: `../j2/cancel` has the same origin, and a GET of it cancels a job ("Cancel
 * GP Job").
 */
export function parameterUrl(jobUrl: JobUrl, link: ParameterLink): string | undefined {
	const {paramUrl} = link;
	if (/%(?:25)*(?:2f|5c|2e)|\\/i.test(paramUrl)) return undefined;
	const url = URL.parse(paramUrl, `${jobUrl}/`);
	if (url?.username !== '' || url.password !== '') return undefined;
	const place = url.origin + url.pathname;
	const isInside = ['results', 'inputs'].some(kind => {
		const folder = `${jobUrl}/${kind}/`;
		return place.startsWith(folder) && isName(place.slice(folder.length));
	});
	return isInside ? place : undefined;
}

/** Whether the last segment is one name that a server cannot read as anything else (see {@link segmentFault}). */
function isName(segment: string): boolean {
	if (segment === '' || segment.includes('/')) return false;
	const [decoded = ''] = decodedSegments(segment) ?? [];
	const fault = decoded === '' ? 'dots' : segmentFault(decoded);
	// Parameter names follow other rules: a publisher may call a parameter "Token: value" or "{x}".
	return fault === undefined || fault === 'secret' || fault === 'placeholder';
}
