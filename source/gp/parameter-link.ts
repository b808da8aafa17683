import {type ServerText, serverName} from '../text/safe-text.ts';
import type {JobUrl} from './job-url.ts';
import {isJsonObject} from './json.ts';
import {decodedSegments, segmentFault} from './path-segment.ts';

/** The two kinds of parameters that a job has, named as their resources are. */
export type ParameterKind = 'results' | 'inputs';

/** A parameter that a job names, and where its value can be read. */
export type ParameterLink = {
	readonly name: ServerText;
	/** The link as sent, trimmed; relative to the job URL. {@link parameterUrl} checks it before it is followed. */
	readonly paramUrl: string;
};

/**
 * Reads `results` or `inputs` of a job: `{"<name>": {"paramUrl": "results/<name>"}}` ("GP Job"). The case of `paramUrl`
 * may differ from the name's, a leading space has been seen, and third parties send arrays of `{paramName}`.
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
 * The link of a parameter that a job does not name: the inputs of a failed or cancelled job can still be read ("GP
 * Input"); their names come from the task.
 */
export function linkTo(name: string, kind: ParameterKind): ParameterLink {
	// Half a surrogate pair, which JSON can hold, cannot be encoded.
	return {name: serverName(name), paramUrl: `${kind}/${encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\uFFFD'))}`};
}

/**
 * Where the value of a parameter is read, or `undefined` where `paramUrl` leads out of the job's own results and inputs.
 *
 * The same origin is not enough: `../j2/cancel` has it, and cancel answers GET ("Cancel GP Job").
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

/** Whether the last segment is a name and nothing that a server could take for more: see {@link segmentFault}. */
function isName(segment: string): boolean {
	if (segment === '' || segment.includes('/')) return false;
	const [decoded = ''] = decodedSegments(segment) ?? [];
	const fault = decoded === '' ? 'dots' : segmentFault(decoded);
	// Parameters are asked for by names of other rules: a publisher may call one "Token: value" or "{x}".
	return fault === undefined || fault === 'secret' || fault === 'placeholder';
}
