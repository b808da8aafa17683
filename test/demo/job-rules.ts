const statuses = new Set(
	'New Submitted Waiting Executing Succeeded Failed TimedOut Cancelling Cancelled Deleting Deleted'
		.split(' ')
		.map(status => `esriJob${status}`),
);
const messageTypes = new Set(['Informative', 'Warning', 'Error'].map(type => `esriJobMessageType${type}`));

/**
 * What is wrong with a job resource, by the rules of the published schema and of "GP job" in the project's own words.
 *
 * @returns one sentence a breach; none for a body that keeps the rules. Fields that the rules do not name are allowed.
 */
export function breachesOf(body: unknown): readonly string[] {
	if (!isObject(body)) return ['a job is an object'];
	return [
		...unless(typeof body.jobId === 'string', 'jobId is a string'),
		...unless(isIn(statuses, body.jobStatus), `jobStatus is one of the eleven, not ${String(body.jobStatus)}`),
		...unless(Array.isArray(body.messages), 'messages is an array'),
		...(Array.isArray(body.messages) ? body.messages : []).flatMap(breachesOfMessage),
		...breachesOfProgress(body),
		...breachesOfLinks(body, 'results'),
		...breachesOfLinks(body, 'inputs'),
	];
}

function breachesOfMessage(message: unknown, index: number): readonly string[] {
	if (!isObject(message)) return [`message ${index} is an object`];
	return [
		...unless(isIn(messageTypes, message.type), `message ${index} has one of the three types`),
		...unless(typeof message.description === 'string', `message ${index} has a text`),
		...unless(hasOnly(message, ['type', 'description']), `message ${index} has a type and a description, no more`),
	];
}

function breachesOfProgress(body: Readonly<Record<string, unknown>>): readonly string[] {
	if (!('progress' in body)) return [];
	const {progress} = body;
	if (!isObject(progress)) return ['progress is an object'];
	const {type, message, percent} = progress;
	return [
		...unless(body.jobStatus === 'esriJobExecuting', 'progress is only sent while a job executes'),
		...unless(type === 'step' || type === 'default', 'progress is a step or a default progressor'),
		...unless(typeof message === 'string', 'progress has a message'),
		...unless((type === 'step') === (percent !== undefined), 'a step progressor has a percent, a default one has none'),
		...unless(percent === undefined || isPercent(percent), `percent is a whole number from 0 to 100, not ${percent}`),
	];
}

function breachesOfLinks(body: Readonly<Record<string, unknown>>, kind: 'results' | 'inputs'): readonly string[] {
	if (!(kind in body)) return [];
	const links = body[kind];
	if (!isObject(links)) return [`${kind} is an object`];
	return Object.entries(links).flatMap(([name, link]) => [
		...unless(name !== '', `${kind} have names`),
		...unless(
			isObject(link) && hasOnly(link, ['paramUrl']) && link.paramUrl === `${kind}/${name}`,
			`${kind} ${name} holds its relative address and no more`,
		),
	]);
}

function unless(rule: boolean, breach: string): readonly string[] {
	return rule ? [] : [breach];
}

function isPercent(value: unknown): boolean {
	return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100;
}

function isIn(allowed: ReadonlySet<string>, value: unknown): boolean {
	return typeof value === 'string' && allowed.has(value);
}

function hasOnly(value: object, names: readonly string[]): boolean {
	return Object.keys(value).every(name => names.includes(name));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
