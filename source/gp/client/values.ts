import {sentText} from '../../text/safe-text.ts';
import {type Fault, fault, isOfServer, mayBeElsewhere} from '../fault.ts';
import type {JobUrl} from '../job-url.ts';
import {readJson} from '../json-text.ts';
import {type ParameterRead, readParameter, readParameters} from '../parameter.ts';
import {linkTo, type ParameterKind, type ParameterLink, parameterUrl} from '../parameter-link.ts';
import {type Answer, type Failed, understood} from './answer.ts';
import type {Cookies} from './cookies.ts';
import {originOf} from './origin.ts';
import type {Ask} from './question.ts';
import type {HttpRequest} from './transport.ts';

/** A result or input of a job, with the outcome of reading its value. */
export type NamedParameter = {readonly link: ParameterLink; readonly read: ParameterRead};

/** Runs a request when the queue of its server allows it. */
export type Turn = <T>(request: () => Promise<Answer<T>>) => Promise<Answer<T>>;

/** The options for reading values. */
type ReadingValues = {
	/** The largest size of one answer in bytes, if it is less than usual. */
	readonly most?: number | undefined;
	/** Asks for geometries in WGS84. A server that refuses that is asked without it. */
	readonly isInWgs84?: boolean | undefined;
	/**
	 * The data type of a parameter by its name, from the task. Without it no value is asked for with parameters that only
	 * feature layers have.
	 */
	readonly typeOf?: ((link: ParameterLink) => string | undefined) | undefined;
	/** Schedules the requests, because there may be thousands. By default they are sent one after the other. */
	readonly turn?: Turn | undefined;
};

/**
 * Reads the values of the given results or inputs separately, so that an error in one of them does not affect the
 * others.
 */
export type ReadValues = (
	jobUrl: JobUrl,
	kind: ParameterKind,
	links: readonly ParameterLink[],
	reading?: ReadingValues,
) => Promise<readonly NamedParameter[]>;

/**
 * Creates the function that reads the values of jobs.
 *
 * @param cookies the cookies of the requests. They are forgotten when a value is looked for on another machine behind a
 * load balancer
 */
export function createValues(ask: Ask, cookies: Cookies): ReadValues {
	const getValue = (url: string, {most, turn}: ReadingValues, parameters: HttpRequest['parameters'] = {}) => {
		const request = () => ask('GET', url, parameters, {isLong: true, parse: readValueText, most});
		return turn ? turn(request) : request();
	};

	async function parameter(
		jobUrl: JobUrl,
		kind: ParameterKind,
		link: ParameterLink,
		reading: ReadingValues,
	): Promise<ParameterRead> {
		// If the link is missing or leads to another host, the value is also below the job's own URL.
		const own = linkTo(sentText(link.name), kind);
		const url = parameterUrl(jobUrl, link) ?? parameterUrl(jobUrl, own);
		if (url === undefined) {
			return {
				ok: false,
				fault: fault(
					'unexpected',
					'The server names a place outside this job for the value. gpjobs does not go there.',
				),
			};
		}
		const asRead = (answer: Answer<unknown>) => understood(originOf(url).host, () => asParameter(answer, link));
		const usual = {
			...(isFeatureLayer(kind, link, reading) ? allOrdinates : {}),
			...(reading.isInWgs84 ? {outSR: '4326'} : {}),
		};
		const read = await first(url, reading, asRead, usual);
		const better = askedBetter(read, kind, usual);
		if (better === undefined) return read;
		// Some servers reject this request. The first answer is valid, too.
		const again = asRead(await getValue(url, reading, {...usual, ...better}));
		return again.ok && again.parameter.value.kind !== 'none' ? again : read;
	}

	/** Requests a value. A server that refuses the parameters of the request is asked without them. */
	async function first(
		url: string,
		reading: ReadingValues,
		asRead: (answer: Answer<unknown>) => ParameterRead,
		usual: NonNullable<HttpRequest['parameters']>,
	): Promise<ParameterRead> {
		const read = asRead(await getValue(url, reading, usual));
		if (read.ok || outageOf(read)) return read;
		const hasParameters = Object.keys(usual).length > 0;
		const plain = hasParameters && mayBeRefused(read.fault) ? asRead(await getValue(url, reading)) : read;
		return plain.ok || !mayBeElsewhere(plain.fault) ? plain : elsewhere(url, reading, plain, asRead, usual);
	}

	/**
	 * Requests a value again if the server did not know it: the load balancer may have chosen a machine that does not
	 * know the job.
	 */
	async function elsewhere(
		url: string,
		reading: ReadingValues,
		before: ParameterRead,
		asRead: (answer: Answer<unknown>) => ParameterRead,
		usual: NonNullable<HttpRequest['parameters']>,
	) {
		cookies.forget(url);
		const again = asRead(await getValue(url, reading, usual));
		return again.ok ? again : before;
	}

	return async (jobUrl, kind, links, reading = {}) => {
		if (links.length === 0) return [];
		const layers = new Set(links.filter(link => isFeatureLayer(kind, link, reading)));
		const others = links.length - layers.size;
		// The list of all values has every feature a second time, without z.
		const isListWorthIt = layers.size === 0 ? others > 1 : others > fewValues;
		const atOnce = isListWorthIt ? await getValue(`${jobUrl}/${kind}`, reading) : undefined;
		const together = atOnce && allAtOnce(atOnce);
		let outage = atOnce && outageOf(atOnce);
		const reads: NamedParameter[] = [];
		for (const link of links) {
			const known = layers.has(link) ? undefined : together?.get(link.name.safe);
			const read =
				known && !askedBetter(known, kind) ? known : (outage ?? (await parameter(jobUrl, kind, link, reading)));
			outage ??= outageOf(read);
			reads.push({link, read});
		}
		return reads;
	};
}

/**
 * The parameters that keep z and m of the features in a result. Without them a server leaves both out ("GP Result").
 * The list of all results does not take them ("Results").
 */
const allOrdinates = {returnZ: 'true', returnM: 'true'} as const;

/** Matches the data types whose values may have z and m. */
const featureLayer = /FeatureRecordSetLayer/;

/** The largest number of values, besides feature layers, that are requested one by one. */
const fewValues = 4;

function isFeatureLayer(kind: ParameterKind, link: ParameterLink, {typeOf}: ReadingValues): boolean {
	return kind === 'results' && featureLayer.test(typeOf?.(link) ?? '');
}

/** Whether the server may have refused the parameters of the request, rather than the request. */
function mayBeRefused({kind}: Fault): boolean {
	return kind === 'server' || kind === 'http' || kind === 'not-found' || kind === 'not-json' || kind === 'unexpected';
}

/**
 * Parses the JSON of a value and keeps all digits of its numbers. A value that is nested too deeply is rejected as a
 * whole, because it must not be shown or saved in part.
 */
function readValueText(text: string): unknown {
	return readJson(text, {isExact: true, deep: 'refuse'});
}

function asParameter(answer: Answer<unknown>, link: ParameterLink): ParameterRead {
	return answer.ok ? readParameter(answer.value, link.name) : {ok: false, fault: answer.fault};
}

/**
 * Returns the parameters for a second request if it would return more of a value than the first one: records instead of
 * only their picture (`returnType=data`), z and m of features, or the column names of a value table
 * (`returnColumnName`, "GP Result").
 *
 * @param usual the parameters of the first request
 */
function askedBetter(
	read: ParameterRead,
	kind: ParameterKind,
	usual: object = {},
): HttpRequest['parameters'] | undefined {
	if (!read.ok) return undefined;
	const {dataType, value} = read.parameter;
	const isLayer = kind === 'results' && featureLayer.test(dataType?.safe ?? '');
	if (value.kind === 'place' && value.place.kind === 'image')
		return {...(isLayer ? allOrdinates : {}), returnType: 'data'};
	const hasUnnamedColumns =
		dataType?.safe === 'GPValueTable' && Array.isArray(value.json) && Array.isArray(value.json[0]);
	if (hasUnnamedColumns) return {returnColumnName: 'true'};
	const isFlat = isLayer && !('returnZ' in usual) && value.kind === 'records';
	return isFlat && value.set.records.some(({geometry}) => geometry !== null) ? allOrdinates : undefined;
}

/**
 * Returns the values by name, or `undefined` if decoding them together fails because of a bug in gpjobs. They are then
 * requested one by one.
 */
function allAtOnce(answer: Answer<unknown>): ReadonlyMap<string, ParameterRead> | undefined {
	try {
		return readAllAtOnce(answer);
	} catch {
		return undefined;
	}
}

/** Returns the fault if the server is unreachable or requires a sign-in. The other values are then not requested. */
function outageOf(outcome: {readonly ok: true} | Failed): Failed | undefined {
	if (outcome.ok) return undefined;
	const isForAll = isOfServer(outcome.fault) || outcome.fault.kind === 'sign-in';
	return isForAll ? {ok: false, fault: outcome.fault} : undefined;
}

/**
 * Reads the answer to one request for all results or all inputs, by name. ArcGIS Server supports this since 11.1 ("GP
 * Results"); older versions answer with an error.
 *
 * @returns `undefined` if the server does not support it; names that it left out are missing
 */
function readAllAtOnce(answer: Answer<unknown>): ReadonlyMap<string, ParameterRead> | undefined {
	const reads = answer.ok ? readParameters(answer.value) : undefined;
	if (!reads) return undefined;
	return new Map(reads.flatMap(read => (read.ok ? [[read.parameter.name.safe, read] as const] : [])));
}
