import {sentText} from '../../text/safe-text.ts';
import {fault, isOfServer, mayBeElsewhere} from '../fault.ts';
import {type JobUrl, jobAddress} from '../job-url.ts';
import {readJson} from '../json-text.ts';
import {type ParameterRead, readParameter, readParameters} from '../parameter.ts';
import {linkTo, type ParameterKind, type ParameterLink, parameterUrl} from '../parameter-link.ts';
import {type Answer, type Failed, understood} from './answer.ts';
import type {Cookies} from './cookies.ts';
import {originOf} from './origin.ts';
import type {Ask} from './question.ts';
import type {HttpRequest} from './transport.ts';

export type NamedParameter = {readonly link: ParameterLink; readonly read: ParameterRead};

/** Makes a request wait for its turn in the queue of its server. */
export type Turn = <T>(request: () => Promise<Answer<T>>) => Promise<Answer<T>>;

/** Options for reading values. */
type ReadingValues = {
	/** Bytes that one answer may have, where that is less than usual. */
	readonly most?: number | undefined;
	/** Schedules each request, as there may be thousands. Without it, one follows the other. */
	readonly turn?: Turn | undefined;
};

/** Reads the values of the named results or inputs, each by itself: one that fails does not affect the others. */
export type ReadValues = (
	jobUrl: JobUrl,
	kind: ParameterKind,
	links: readonly ParameterLink[],
	reading?: ReadingValues,
) => Promise<readonly NamedParameter[]>;

/**
 * Makes the function that reads the values of jobs.
 *
 * @param cookies of the requests: a value that one machine of several does not know is looked for at another
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
		// Where the server names another host or none for the value, the job's own URL has it too.
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
		const first = asRead(await getValue(url, reading));
		const read = first.ok || !mayBeElsewhere(first.fault) ? first : await elsewhere(url, reading, first, asRead);
		const better = askedBetter(read);
		if (better === undefined) return read;
		// Some servers refuse this question, and the first answer was valid too.
		const again = asRead(await getValue(url, reading, better));
		return again.ok && again.parameter.value.kind !== 'none' ? again : read;
	}

	/** Looks for a value that the server does not know: a load balancer may have asked a machine that does not know the job. */
	async function elsewhere(
		url: string,
		reading: ReadingValues,
		first: ParameterRead,
		asRead: (answer: Answer<unknown>) => ParameterRead,
	) {
		cookies.forget(url);
		const again = asRead(await getValue(url, reading));
		return again.ok ? again : first;
	}

	return async (jobUrl, kind, links, reading = {}) => {
		if (jobAddress(jobUrl)?.url !== jobUrl || links.length === 0) return [];
		const atOnce = links.length > 1 ? await getValue(`${jobUrl}/${kind}`, reading) : undefined;
		const together = atOnce && allAtOnce(atOnce);
		let outage = atOnce && outageOf(atOnce);
		const reads: NamedParameter[] = [];
		for (const link of links) {
			const known = together?.get(link.name.safe);
			const read = known && !askedBetter(known) ? known : (outage ?? (await parameter(jobUrl, kind, link, reading)));
			outage ??= outageOf(read);
			reads.push({link, read});
		}
		return reads;
	};
}

/** Decodes a value. It is shown and saved whole or not at all, each number with the digits that were sent. */
function readValueText(text: string): unknown {
	return readJson(text, {isExact: true, deep: 'refuse'});
}

function asParameter(answer: Answer<unknown>, link: ParameterLink): ParameterRead {
	return answer.ok ? readParameter(answer.value, link.name) : {ok: false, fault: answer.fault};
}

/**
 * The parameters that bring more of a value than the first answer did: records where there was only their picture
 * (`returnType=data`), and the names of a value table's columns (`returnColumnName`, "GP Result").
 */
function askedBetter(read: ParameterRead): HttpRequest['parameters'] | undefined {
	if (!read.ok) return undefined;
	const {dataType, value} = read.parameter;
	if (value.kind === 'place' && value.place.kind === 'image') return {returnType: 'data'};
	const hasUnnamedColumns =
		dataType?.safe === 'GPValueTable' && Array.isArray(value.json) && Array.isArray(value.json[0]);
	return hasUnnamedColumns ? {returnColumnName: 'true'} : undefined;
}

/** The values by name; `undefined` where gpjobs fails to read them together: then each is asked for by itself. */
function allAtOnce(answer: Answer<unknown>): ReadonlyMap<string, ParameterRead> | undefined {
	try {
		return readAllAtOnce(answer);
	} catch {
		return undefined;
	}
}

/** The fault of an unreachable server, or of a service that wants a sign-in: then the next value need not be asked for. */
function outageOf(outcome: {readonly ok: true} | Failed): Failed | undefined {
	if (outcome.ok) return undefined;
	const isForAll = isOfServer(outcome.fault) || outcome.fault.kind === 'sign-in';
	return isForAll ? {ok: false, fault: outcome.fault} : undefined;
}

/**
 * The values that one request for all results or inputs brought, by name. ArcGIS Server supports it since 11.1 ("GP Results"),
 * older versions answer an error.
 *
 * @returns `undefined` where the server does not support it; names that it left out are missing
 */
function readAllAtOnce(answer: Answer<unknown>): ReadonlyMap<string, ParameterRead> | undefined {
	const reads = answer.ok ? readParameters(answer.value) : undefined;
	if (!reads) return undefined;
	return new Map(reads.flatMap(read => (read.ok ? [[read.parameter.name.safe, read] as const] : [])));
}
