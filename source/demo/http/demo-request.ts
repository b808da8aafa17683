import type {IncomingMessage} from 'node:http';

/** A request as the resources of the demo server see it. */
export type DemoRequest = {
	/** Decoded segments of the path, without a trailing slash; `undefined` where they cannot be decoded. */
	segments: readonly string[] | undefined;
	/** Parameters of the form body and of the query; ArcGIS takes both, and where both have one the body's is first. */
	parameters: URLSearchParams;
};

/** Bytes: more than any job of the demo needs, so that a mistaken upload does not fill the memory. */
const largestBody = 1024 * 1024;

/** @returns the request, or `undefined` where its body is too large. */
export async function readRequest(incoming: IncomingMessage): Promise<DemoRequest | undefined> {
	const body = await readBody(incoming);
	if (body === undefined) return undefined;
	// A proxy's absolute form is allowed too: only what follows the host counts.
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

/** Lets all of a body in, since a client that cannot send on does not read a refusal, but keeps none that is too large. */
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
