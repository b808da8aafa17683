/** Answers of servers that something went wrong with on the way: bytes cut, doubled, swapped, and put in. */

/** Numbers from 0 to 1, the same ones for the same seed. */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x9e3779b9) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
		return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
	};
}

const message = (description: string) => ({type: 'esriJobMessageTypeInformative', description});
const parameter = (dataType: string, value: unknown) => ({paramName: 'Out', dataType, value});
const wholeBodies = [
	{
		jobId: 'j1',
		jobStatus: 'esriJobExecuting',
		progress: {type: 'step', message: 'Half done', percent: 50},
		messages: [message('Submitted.'), message('Executing (Buffer): "C:\\data\\in" 10 Meters')],
		inputs: {In: {paramUrl: 'inputs/In'}},
	},
	{
		jobId: 'j2',
		jobStatus: 'esriJobSucceeded',
		results: {Out: {paramUrl: 'results/Out'}, Report: {paramUrl: 'results/Report'}},
		messages: [],
	},
	{error: {code: 498, message: 'Invalid token.', details: ['Sign in again.']}},
	{
		name: 'Task',
		displayName: 'A task',
		executionType: 'esriExecutionTypeAsynchronous',
		parameters: [
			{
				name: 'Out',
				dataType: 'GPString',
				direction: 'esriGPParameterDirectionOutput',
				parameterType: 'x',
				choiceList: [],
			},
		],
	},
	parameter('GPDate', 1_635_961_542_589),
	parameter('GPLinearUnit', {distance: 12.5, units: 'esriMeters'}),
	parameter('GPMultiValue:GPString', ['a', 'b', 'Ünïcode 漢字 😀']),
	parameter('GPDataFile', {url: 'https://gis.acme.com/arcgis/rest/directories/jobs/j1/out.zip'}),
	parameter('GPFeatureRecordSetLayer', {
		geometryType: 'esriGeometryPolygon',
		spatialReference: {wkid: 102100, latestWkid: 3857},
		fields: [{name: 'OID', type: 'esriFieldTypeOID', alias: 'OID'}],
		features: [
			{
				attributes: {OID: 1},
				geometry: {
					rings: [
						[
							[0, 0],
							[0, 1],
							[1, 1],
							[0, 0],
						],
					],
				},
			},
		],
		exceededTransferLimit: false,
	}),
	[parameter('GPLong', 12), parameter('GPDouble', 0.1)],
].map(body => Buffer.from(JSON.stringify(body)));

const fragments = [
	...[
		'{',
		'}',
		'[',
		']',
		'"',
		',',
		':',
		'\\',
		'\\u0000',
		'\\ud800',
		'1e999',
		'-0',
		'null',
		'NaN',
		'<html>',
		'\n',
		'\r',
		'\t',
	],
	...[
		'"__proto__":',
		'"constructor":',
		'[[[[[[[[[[[[',
		'{"a":{"a":{"a":',
		'\u001b]0;x\u0007',
		'\u202e',
		'\u0000',
		'\ufeff',
	],
	...[
		'"jobStatus":',
		'"esriJobFailed"',
		'"results":',
		'"error":{"code":',
		'99999999999999999999',
		'"value":',
		'0.1e-7',
	],
].map(text => Buffer.from(text));

/** A body that was whole once. @param random as {@link seeded} gives it */
export function fuzzedBody(random: () => number): Buffer {
	const upTo = (end: number) => Math.floor(random() * end);
	const pick = <T>(list: readonly T[]) => list[upTo(list.length)] as T;
	let body = pick(wholeBodies);
	for (let left = upTo(5); left > 0; left--) {
		const at = upTo(body.length + 1);
		const end = Math.min(body.length, at + upTo(random() < 0.2 ? body.length : 8));
		const [before, between, behind] = [body.subarray(0, at), body.subarray(at, end), body.subarray(end)];
		body = Buffer.concat(
			pick([
				[before, behind],
				[before, between, between, behind],
				[before, pick(fragments), behind],
				[before, pick(fragments), between, behind],
				[before, Buffer.from([upTo(256)]), behind],
				[before],
				[behind, before],
				[before, pick(wholeBodies), behind],
			]),
		);
	}
	return body;
}

/** A whole answer as it comes over the wire, with a head that may lie about it. */
export function fuzzedAnswer(random: () => number): {readonly bytes: Buffer; readonly isLast: boolean} {
	const body = fuzzedBody(random);
	const dice = random();
	const status =
		dice < 0.8
			? 200
			: [204, 301, 302, 400, 401, 403, 404, 418, 429, 500, 502, 503, 999, 100][Math.floor(random() * 14)];
	const type =
		random() < 0.7
			? 'application/json'
			: fuzzedBody(random)
					.toString('latin1')
					.slice(0, 20)
					.replaceAll(/[\r\n]/g, ' ');
	const lie = random();
	// Where the length is wrong the connection has to end, or the other side would wait for more.
	const length = lie < 0.03 ? body.length + 5 : lie < 0.06 ? Math.max(0, body.length - 5) : body.length;
	const isLast = length !== body.length || random() < 0.05;
	const encoding = random() < 0.02 ? 'content-encoding: gzip\r\n' : '';
	const head = `HTTP/1.1 ${status} OK\r\ncontent-type: ${type}\r\n${encoding}content-length: ${length}\r\n${isLast ? 'connection: close\r\n' : ''}\r\n`;
	return {bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]), isLast};
}
