/** What a resource of the demo server has to say, before it is drawn as the client asked. */
export type Answer =
	| {kind: 'resource'; title: string; body: object}
	| {kind: 'refusal'; httpStatus: number; code: number; message: string; details: readonly string[]}
	| {kind: 'file'; contentType: string; content: string | Uint8Array}
	| {kind: 'redirect'; location: string};

export function resource(title: string, body: object): Answer {
	return {kind: 'resource', title, body};
}

/** An error envelope, which ArcGIS sends with HTTP status 200. */
export function refusal(code: number, message: string, details: readonly string[] = []): Answer {
	return {kind: 'refusal', httpStatus: 200, code, message, details: details.map(shortened)};
}

/** A refusal that is no matter of ArcGIS's but of HTTP itself. */
export function httpRefusal(httpStatus: number, message: string): Answer {
	return {kind: 'refusal', httpStatus, code: httpStatus, message, details: []};
}

export function invalidUrl(): Answer {
	return refusal(400, 'Invalid URL');
}

/** @param details names of the client's own may be among them: they are cut to a bounded length */
export function unableToComplete(...details: readonly string[]): Answer {
	return refusal(400, 'Unable to complete operation.', details);
}

function shortened(detail: string): string {
	return detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail;
}

const longestDetail = 200;
