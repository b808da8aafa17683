import {describe, expect, test} from 'vitest';
import {cast} from '../../../source/demo/cast/cast.ts';
import {endsAfter, phaseAt} from '../../../source/demo/play/phases.ts';
import type {Script} from '../../../source/demo/play/script.ts';
import {inputValues} from '../../../source/demo/tasks/task.ts';

const facts = {jobId: 'j1', startedAt: 0, scratchUrl: 'http://127.0.0.1/scratch', scratchFolder: 'D:\\scratch'};
const submissionTo = ({task, given = {}}: Script) => ({...facts, inputs: inputValues(task, given)});
const sixMinutes = 360_000;

function textOf(script: Script): string {
	return (script.messages?.(submissionTo(script)) ?? []).map(({text}) => text).join('\n');
}

function named(name: string): Script {
	const script = cast.find(candidate => candidate.name === name);
	if (script === undefined) throw new Error(`no script ${name}`);
	return script;
}

test('there are 14, each with a name, a label and a task of its own', () => {
	const distinct = (values: readonly unknown[]) => new Set(values).size;
	expect(cast).toHaveLength(14);
	expect(distinct(cast.map(({name}) => name))).toBe(14);
	expect(distinct(cast.map(({label}) => label))).toBe(14);
	expect(distinct(cast.map(({task}) => task))).toBe(14);
});

describe.each(cast.map(script => [script.name, script] as const))('%s', (_, script) => {
	test('ends within six minutes of the demo', () => {
		expect(endsAfter(script.phases) - (script.headStart ?? 0)).toBeLessThanOrEqual(sixMinutes);
	});

	test('tells its messages in order, none after its end', () => {
		const moments = (script.messages?.(submissionTo(script)) ?? []).map(({at}) => at);
		expect(moments).toEqual(moments.toSorted((a, b) => a - b));
		expect(moments.at(-1)).toBeLessThanOrEqual(endsAfter(script.phases));
	});

	test('tells the same each time', () => {
		expect(script.messages?.(submissionTo(script))).toEqual(script.messages?.(submissionTo(script)));
	});
});

test('when the demo begins, jobs execute, wait in the queue and have ended', () => {
	const present = cast.map(({phases, headStart = 0}) => phaseAt(phases, headStart).phase.status);
	expect(present.filter(status => status === 'esriJobExecuting')).toHaveLength(10);
	expect(present.filter(status => status === 'esriJobSucceeded')).toHaveLength(2);
	expect(new Set(present)).toContain('esriJobNew');
	expect(new Set(present)).toContain('esriJobSubmitted');
});

test('some job changes its status in each half minute of the first two', () => {
	const changes = cast.flatMap(({phases, headStart = 0}) => {
		let moment = -headStart;
		return phases.map(({lasts = Number.POSITIVE_INFINITY}) => {
			moment += lasts;
			return moment;
		});
	});
	for (const from of [0, 30_000, 60_000, 90_000]) {
		expect(changes.some(change => change > from && change <= from + 30_000)).toBe(true);
	}
	expect(changes.some(change => change > 0 && change <= 5_000)).toBe(true);
});

test('tile-cache has 20,000 messages', () => {
	expect(textOf(named('tile-cache')).split('\n')).toHaveLength(20_000);
});

test.each<[string, readonly string[]]>([
	['hotspots', ['Executing (Integrate): ', '\nStart Time: ', '\nSucceeded at ', ' (Elapsed Time: 21.00 seconds)\n']],
	['land-use', ['Traceback (most recent call last):\n', '\nERROR 000732: ']],
	['detect-trees', ['.ipynb\r\n', 'Successfully completed.']],
	['match-addresses', ['東京', 'ميدان', 'הרצל', 'u\u0308', '👩\u200d🚒']],
	['download-scenes', ['&token=', '\u001b]0;', '\u001b[2J', '\u202e', '"status": "error"']],
])('%s says what it is there to say', (name, parts) => {
	const text = textOf(named(name));
	let place = 0;
	for (const part of parts) {
		place = text.indexOf(part, place);
		expect(place, part).not.toBe(-1);
	}
});

test.each([
	['land-use', 'esriJobFailed'],
	['air-quality', 'esriJobTimedOut'],
	['print-map', 'purged'],
	['download-scenes', 'esriJobSucceeded'],
	['check-roads', 'esriJobSucceeded'],
])('%s comes to stand at %s', (name, status) => {
	expect(named(name).phases.at(-1)?.status).toBe(status);
});

test('between them the results are of every data type that a client should know, and of one that it cannot', () => {
	const dataTypes = new Set(cast.flatMap(({task}) => task.outputs.map(({dataType}) => dataType)));
	expect([...dataTypes].toSorted()).toEqual([
		'Field',
		'GPArealUnit',
		'GPBoolean',
		'GPDataFile',
		'GPDate',
		'GPDouble',
		'GPFeatureRecordSetLayer',
		'GPLinearUnit',
		'GPLong',
		'GPMultiValue:GPString',
		'GPNetworkDatasetLayer',
		'GPRasterDataLayer',
		'GPRecordSet',
		'GPString',
		'GPValueTable',
	]);
});
