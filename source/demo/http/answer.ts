/** What a resource of the demo server has to say, before it is drawn as the client asked. */
export type DemoAnswer =
	| {kind: 'resource'; title: string; body: object}
	| {kind: 'refusal'; httpStatus: number; code: number; message: string; details: readonly string[]}
	| {kind: 'file'; contentType: string; content: string | Uint8Array}
	| {kind: 'redirect'; location: string};

export function resource(title: string, body: object): DemoAnswer {
	return {kind: 'resource', title, body};
}

/** An error envelope, which ArcGIS sends with HTTP status 200. */
export function refusal(code: number, message: string, details: readonly string[] = []): DemoAnswer {
	return {kind: 'refusal', httpStatus: 200, code, message, details: details.map(shortened)};
}

/** A refusal by the web server, not by ArcGIS. */
export function httpRefusal(httpStatus: number, message: string): DemoAnswer {
	return {kind: 'refusal', httpStatus, code: httpStatus, message, details: []};
}

export function invalidUrl(): DemoAnswer {
	return refusal(400, 'Invalid URL');
}

/** @param details names of the client's own may be among them: they are cut to a bounded length */
export function unableToComplete(...details: readonly string[]): DemoAnswer {
	return refusal(400, 'Unable to complete operation.', details);
}

function shortened(detail: string): string {
	return detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail;
}

const longestDetail = 200;
