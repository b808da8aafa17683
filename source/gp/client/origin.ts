/** The server that a URL belongs to. */
type Origin = {
	/** Scheme, host and port: `https://gis.acme.com:6443`. */
	readonly origin: string;
	/** Host and port for display: `gis.acme.com:6443`. */
	readonly host: string;
	readonly isSecure: boolean;
};

const known = new Map<string, Origin>();
/** The largest number of cached origins. The jobs of a list are on fewer servers. */
const most = 1000;

/**
 * Returns the server of a URL. Each poll calls this six times, so the result is cached by the part before the path.
 *
 * @param url absolute, with http or https
 * @throws TypeError if it is not a URL
 */
export function originOf(url: string): Origin {
	// The end of the host: the first slash after `https://`.
	const head = url.slice(0, url.indexOf('/', 8) >>> 0);
	const before = known.get(head);
	if (before) return before;
	const made = named(new URL(url));
	// Only the normal form of an origin is cached: if blanks or backslashes were allowed, the same beginning could
	// belong to different servers.
	if (made.origin !== head) return made;
	if (known.size >= most) known.clear();
	known.set(head, made);
	return made;
}

function named({origin, host, protocol}: URL): Origin {
	return {origin, host, isSecure: protocol === 'https:'};
}
