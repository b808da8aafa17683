/** An answer that a cache on the way gave in place of the server. */
export type CachedAnswer = {
	/** How old it was when it came, in milliseconds; `null` where the cache does not say. */
	readonly age: number | null;
};

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers in which caches say whether they answered themselves: nginx, Squid, CloudFront, Cloudflare and others. */
const hitHeaders = ['x-cache', 'x-cache-status', 'x-proxy-cache', 'x-cache-hit', 'cf-cache-status'];

/**
 * Whether a cache answered, by `Age` (RFC 9111 §5.1), `Cache-Status` (RFC 9211) or what caches wrote before that.
 *
 * @param headers by their names in lower case
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
 * `Date`, where it says what the clock of the server shows now: an answer out of a cache has the one of long ago.
 *
 * @param headers by their names in lower case
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
