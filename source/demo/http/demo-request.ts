import type {IncomingMessage} from 'node:http';

/** A request in the form that the resources of the demo server use. */
export type DemoRequest = {
	/** The decoded segments of the path, without a trailing slash; `undefined` if they cannot be decoded. */
	segments: readonly string[] | undefined;
	/**
	 * The parameters of the form body, followed by those of the query. ArcGIS accepts both, and the body takes
	 * precedence.
	 */
	parameters: URLSearchParams;
};

/**
 * The largest request body in bytes. No job of the demo needs more; the limit keeps a mistaken upload from filling the
 * memory.
 */
const largestBody = 1024 * 1024;

/**
 * Reads the body of a request and parses its parameters.
 *
 * @returns `undefined` if the body is too large
 */
export async function readRequest(incoming: IncomingMessage): Promise<DemoRequest | undefined> {
	const body = await readBody(incoming);
	if (body === undefined) return undefined;
	// A proxy sends the absolute URL. Only the part after the host counts.
	const [path = '', ...query] = (incoming.url ?? '').replace(/^https?:\/\/[^/?]*/i, '').split('?');
	const isForm = incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
	return {
		segments: decodedSegments(path),
		parameters: new URLSearchParams(`${isForm ? body : ''}&${query.join('?')}`),
	};
}

function decodedSegments(path: string): readonly string[] | undefined {
	try {
		return path
			.replace(/^\/|\/$/g, '')
			.split('/')
			.map(decodeURIComponent);
	} catch {
		return undefined;
	}
}

/**
 * Reads the body to its end, because a client that cannot finish sending does not read the answer. A body that is too
 * large is read but not stored.
 */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of incoming) {
		if (!Buffer.isBuffer(chunk)) continue;
		size += chunk.length;
		if (size <= largestBody) chunks.push(chunk);
	}
	return size > largestBody ? undefined : Buffer.concat(chunks).toString('utf8');
}
