/** The part of a URL that names the server. */
type Origin = {
	/** `https://gis.acme.com:6443`, for example. */
	readonly origin: string;
	/** For people: `gis.acme.com:6443`. */
	readonly host: string;
	readonly isSecure: boolean;
};

const known = new Map<string, Origin>();
/** The most servers that are remembered: more than a list has, but a bound. */
const most = 1000;

/**
 * The server that a URL names. Each poll needs it six times, so the part before the path is parsed once.
 *
 * @param url absolute, of http or https
 * @throws TypeError where it is not a URL
 */
export function originOf(url: string): Origin {
	// Behind `https://`: what names the server ends at a slash, or before one.
	const head = url.slice(0, url.indexOf('/', 8) >>> 0);
	const before = known.get(head);
	if (before) return before;
	const made = named(new URL(url));
	// As all URLs of a list are written. Of another one the head alone may name something else: blanks, backslashes.
	if (made.origin !== head) return made;
	if (known.size >= most) known.clear();
	known.set(head, made);
	return made;
}

function named({origin, host, protocol}: URL): Origin {
	return {origin, host, isSecure: protocol === 'https:'};
}
