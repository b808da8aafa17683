/** The content of an answer, before it is written in the format that the client asked for. */
export type DemoAnswer =
	| {kind: 'resource'; title: string; body: object}
	| {kind: 'refusal'; httpStatus: number; code: number; message: string; details: readonly string[]}
	| {kind: 'file'; contentType: string; content: string | Uint8Array}
	| {kind: 'redirect'; location: string};

/** Makes the answer for an existing resource. */
export function resource(title: string, body: object): DemoAnswer {
	return {kind: 'resource', title, body};
}

/** Makes an error envelope, which ArcGIS sends with HTTP status 200. */
export function refusal(code: number, message: string, details: readonly string[] = []): DemoAnswer {
	return {kind: 'refusal', httpStatus: 200, code, message, details: details.map(shortened)};
}

/** Makes an error of the web server, not of ArcGIS. */
export function httpRefusal(httpStatus: number, message: string): DemoAnswer {
	return {kind: 'refusal', httpStatus, code: httpStatus, message, details: []};
}

/** The error for a URL without a resource. */
export function invalidUrl(): DemoAnswer {
	return refusal(400, 'Invalid URL');
}

/**
 * Makes the usual error of ArcGIS for a request that it cannot serve.
 *
 * @param details may contain names from the request; they are cut to a limited length
 */
export function unableToComplete(...details: readonly string[]): DemoAnswer {
	return refusal(400, 'Unable to complete operation.', details);
}

function shortened(detail: string): string {
	return detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail;
}

const longestDetail = 200;
