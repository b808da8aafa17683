import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {Fault} from '../fault.ts';

/** One finished request, for troubleshooting. It contains no secrets. */
export type RequestTrace = {
	readonly method: string;
	/** Without user, password and the values of its parameters, but those that cannot be secret. */
	readonly url: SafeText;
	/** 1, or 2 for a request that was repeated by itself. */
	readonly attempt: number;
	/** HTTP status; `null` where no answer began. */
	readonly status: number | null;
	readonly fault: Fault | null;
	/** Milliseconds. */
	readonly took: number;
	/** Bytes of the body, decompressed; `null` where it is not known. */
	readonly bytes: number | null;
};

/** Called after each request. It must not throw. */
export type OnRequest = (trace: RequestTrace) => void;

/** Parameters whose values are options, and never a secret. */
const open: ReadonlySet<string> = new Set([
	'f',
	'returnMessages',
	'returnType',
	'returnColumnName',
	'returnZ',
	'returnM',
	'start',
	'num',
]);

/**
 * A URL as it may be logged: of its query only the names, and the few values that cannot be secret.
 *
 * @param url as it is asked for, with a query of its own or without
 * @param parameters what is added to it
 */
export function openAddress(url: string, parameters: Readonly<Record<string, string>> = {}): SafeText {
	const parsed = URL.parse(url);
	if (!parsed) return safe`(not a URL)`;
	const query = [...parsed.searchParams, ...Object.entries(parameters)].map(
		([name, value]) => `${name}=${open.has(name) && /^\w{1,20}$/.test(value) ? value : '•••'}`,
	);
	const path = `${parsed.origin}${parsed.pathname}`;
	return safeText(query.length === 0 ? path : `${path}?${query.join('&')}`);
}
