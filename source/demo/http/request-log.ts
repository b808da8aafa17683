/** One request in the log; `at` is a time of the server's clock. */
export type LoggedRequest = {method: string; path: string; at: number};

/** A log of the latest requests, for tests. */
type RequestLog = {
	readonly entries: readonly LoggedRequest[];
	readonly add: (method: string, url: string, at: number) => void;
};

const mostEntries = 10_000;
const longestPath = 2_000;

/** Makes an empty log, which keeps the last 10,000 requests. */
export function createRequestLog(): RequestLog {
	const entries: LoggedRequest[] = [];
	return {
		entries,
		add: (method, url, at) => {
			entries.push({method, path: withoutTokens(url).slice(0, longestPath), at});
			if (entries.length > mostEntries) entries.shift();
		},
	};
}

/** Returns a path and query without the values of `token` parameters, in any spelling. */
export function withoutTokens(url: string): string {
	return url.replace(/([?&])([^?&=]*)=[^&]*/g, (pair, separator: string, name: string) => {
		const [[decoded] = ['']] = new URLSearchParams(name);
		return decoded.trim().toLowerCase() === 'token' ? `${separator}token=…` : pair;
	});
}
