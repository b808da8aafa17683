import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {Fault} from '../fault.ts';

/** One finished request, for troubleshooting. It contains no secrets. */
export type RequestTrace = {
	readonly method: string;
	/** The requested URL without user name and password, and without the values of parameters that may be secret. */
	readonly url: SafeText;
	/** 1, or 2 for a request that was repeated automatically. */
	readonly attempt: number;
	/** The HTTP status of the answer; `null` if no answer began. */
	readonly status: number | null;
	readonly fault: Fault | null;
	/** How long the request took, in milliseconds. */
	readonly took: number;
	/** The size of the decompressed body in bytes; `null` if not known. */
	readonly bytes: number | null;
};

/** A function that is called after each request. It must not throw. */
export type OnRequest = (trace: RequestTrace) => void;

/** Parameters whose values are options and never secret. */
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
 * Formats a URL for logs: its query contains only names, and the few values that cannot be secret.
 *
 * @param url the requested URL, with or without a query
 * @param parameters the parameters that are added to it
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
