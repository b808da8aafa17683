/** Describes an answer that came from a cache instead of the server. */
export type CachedAnswer = {
	/** The age of the answer in milliseconds; `null` if the cache does not report it. */
	readonly age: number | null;
};

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers in which caches report a hit: nginx, Squid, CloudFront, Cloudflare and others. */
const hitHeaders = ['x-cache', 'x-cache-status', 'x-proxy-cache', 'x-cache-hit', 'cf-cache-status'];

/**
 * Detects an answer from a cache by `Age` (RFC 9111 §5.1), `Cache-Status` (RFC 9211) or older headers.
 *
 * @param headers with names in lower case
 */
export function cachedAnswer(headers: Headers): CachedAnswer | undefined {
	const age = ageInCache(headers);
	if (age !== undefined) return age > 0 ? {age} : undefined;
	const isHit =
		hitHeaders.some(name =>
			/^\s*(hit|stale|updating|revalidated|true)\b|(?<![a-z])hit\b/i.test(textOf(headers, name)),
		) || /;\s*hit\b(?!\s*=\s*\?0)/i.test(textOf(headers, 'cache-status'));
	return isHit ? {age: null} : undefined;
}

/**
 * Returns the `Date` header if it is the server's current time; `undefined` for an answer from a cache, which has the
 * date of the original answer.
 *
 * @param headers with names in lower case
 */
export function dateOfServer(headers: Headers): string | undefined {
	const isPassedOn = ageInCache(headers) !== undefined || cachedAnswer(headers) !== undefined;
	return isPassedOn ? undefined : textOf(headers, 'date') || undefined;
}

function ageInCache(headers: Headers): number | undefined {
	const [, seconds] = /^\s*(\d{1,9})\b/.exec(textOf(headers, 'age')) ?? [];
	return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function textOf(headers: Headers, name: string): string {
	return [headers[name] ?? ''].flat().join(', ');
}
