import {readBody} from '../../source/gp/client/body.ts';
import type {Fault} from '../../source/gp/fault.ts';
import {readMessages} from '../../source/gp/message.ts';
import {readParameter, readParameters} from '../../source/gp/parameter.ts';
import {readValue} from '../../source/gp/parameter-value.ts';
import {readSnapshot} from '../../source/gp/snapshot.ts';
import {readTask} from '../../source/gp/task.ts';
import {serverText} from '../../source/text/safe-text.ts';

/** What a body is read as: the resource that it was an answer of. */
export type Reader = 'job' | 'task' | 'parameter' | 'parameters' | 'value' | 'messages';

export const readers: readonly Reader[] = ['job', 'task', 'parameter', 'parameters', 'value', 'messages'];

/** What comes of a body as it came over the wire with HTTP 200, in a few words for a table. */
export function outcomeOf(text: string, reader: Reader): string {
	const received = {
		status: 200,
		body: text,
		location: undefined,
		retryAfter: undefined,
		took: 0,
		bytes: text.length,
	};
	const read = readBody(received, 'gis.acme.com');
	return read.ok ? outcomes[reader](read.body) : inWords(read.fault);
}

const outcomes: Readonly<Record<Reader, (body: unknown) => string>> = {
	job(body) {
		const read = readSnapshot(body);
		if (!read.ok) return inWords(read.fault);
		const {state, messages, results, inputs, progress, notebook, others} = read.snapshot;
		return [
			`job ${state}`,
			messages === null ? '' : `messages ${messages.length}`,
			results.length > 0 ? `results ${results.length}` : '',
			inputs.length > 0 ? `inputs ${inputs.length}` : '',
			progress === null ? '' : `progress ${progress.percent}`,
			notebook === null ? '' : `notebook ${notebook.parameters.length}`,
			others.length > 0 ? `others ${others.map(({name}) => name.safe)}` : '',
		]
			.filter(Boolean)
			.join(', ');
	},
	task(body) {
		const read = readTask(body);
		if (!read.ok) return inWords(read.fault);
		return `task ${read.task.name?.safe}, parameters ${read.task.parameters.length}`;
	},
	parameter(body) {
		const read = readParameter(body, serverText('X'));
		if (!read.ok) return inWords(read.fault);
		const {dataType, value} = read.parameter;
		return `${dataType?.safe ?? 'no type'}, ${value.kind}`;
	},
	parameters(body) {
		return `parameters ${readParameters(body)?.length}`;
	},
	value(body) {
		return readValue(undefined, body).kind;
	},
	messages(body) {
		return Array.isArray(body)
			? readMessages(body)
					.map(({level, text}) => `${level} ${text.safe}`)
					.join()
			: 'no list';
	},
};

function inWords({kind, code}: Fault): string {
	return code === null ? `fault ${kind}` : `fault ${kind} ${code}`;
}
