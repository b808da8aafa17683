import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Answer, FieldCase, FieldRequest} from '../field-case.ts';

const base = {jobId: 'j1', jobStatus: 'esriJobExecuting'};
const words = (from: number, to: number) =>
	Array.from({length: to - from + 1}, (_, index) => ({
		type: 'esriJobMessageTypeInformative',
		description: `word ${from + index}.`,
	}));
const other = [{type: 'esriJobMessageTypeInformative', description: 'another life.'}];

/** A job that runs while it says one list after the other, and has succeeded with the last of them. */
const says = (...lists: ReadonlyArray<readonly unknown[]>): Answer => {
	let step = 0;
	return ({path}: FieldRequest) => {
		const isLast = step >= lists.length - 1;
		const body = {
			...base,
			jobStatus: isLast ? 'esriJobSucceeded' : base.jobStatus,
			messages: lists[Math.min(step, lists.length - 1)],
		};
		if (path.includes('returnMessages=true') || !path.includes('returnMessages')) step++;
		return {body};
	};
};

/** Each line of standard output, by what is told and in order. */
const inOrder = (...told: readonly string[]) =>
	new RegExp(told.map(line => line.replace(/[.{}[\]]/g, '\\$&')).join('[\\s\\S]*'));
const follow = ['messages', '{job}', '--follow', '--json', '--interval', '1s'] as const;
const event = '"event":"messages-replaced"';

const firstRecord = (home: string) => readdirSync(join(home, 'jobs')).find(name => name.endsWith('.json')) ?? '';

export const cases: readonly FieldCase[] = [
	{
		name: 'a list that begins again is said to, and told whole; nothing of it is lost',
		server: {job: says(words(1, 3), [...other, ...words(1, 1)], [...other, ...words(1, 2)])},
		runs: [
			{
				args: follow,
				exit: 0,
				says: [
					inOrder(
						'"index":2',
						'word 3.',
						event,
						'"index":0',
						'another life.',
						'"index":1',
						'word 1.',
						'"index":2',
						'word 2.',
					),
				],
				patience: 150_000,
			},
		],
	},
	{
		name: 'of a server that keeps only the last messages each is told once, and counted on',
		server: {job: says(words(1, 4), words(3, 6), words(5, 8), words(7, 8))},
		runs: [
			{
				args: follow,
				exit: 0,
				says: [inOrder('"index":4', 'word 5.', '"index":7', 'word 8.')],
				silent: [event, /word (\d)\.[\s\S]*word \1\./],
				patience: 150_000,
			},
		],
	},
	{
		name: 'an older answer, or none, takes nothing back and tells nothing again',
		server: {job: says(words(1, 4), words(1, 2), [], words(1, 5))},
		runs: [
			{
				args: follow,
				exit: 0,
				says: [/"index":4[^\n]*word 5\./],
				silent: [event, /word (\d)\.[\s\S]*word \1\./],
				patience: 150_000,
			},
		],
	},
	{
		name: 'a line that was rewritten in the middle is told alone',
		server: {
			job: says(words(1, 6), [...words(1, 1), ...other, ...words(3, 6)], [...words(1, 1), ...other, ...words(3, 7)]),
		},
		runs: [
			{
				args: follow,
				exit: 0,
				says: [inOrder(event, '"index":1', 'another life.', '"index":6', 'word 7.')],
				silent: [/word ([3-7])\.[\s\S]*word \1\./],
				patience: 150_000,
			},
		],
	},
	{
		name: 'who waits is told of another list too, and of what is in it',
		server: {job: says(words(1, 3), other)},
		runs: [
			{
				args: ['wait', '{job}', '--json', '--interval', '1s'],
				exit: 0,
				says: [
					inOrder(
						'"event":"message"',
						'word 3.',
						event,
						'another life.',
						'"event":"state"',
						'"succeeded"',
						'"event":"done"',
					),
				],
				patience: 150_000,
			},
		],
	},
	{
		name: 'what a saved job said is kept when its server keeps only the last of it',
		server: {job: says(words(1, 4), words(3, 6))},
		runs: [
			{args: ['add', '{job}'], exit: 0},
			{args: ['wait', '{job}', '--interval', '1s'], exit: 0, patience: 150_000},
		],
		afterwards: ({home}) => {
			const kept = readFileSync(join(home, 'jobs', firstRecord(home)), 'utf8');
			for (let word = 1; word <= 6; word++)
				if (!kept.includes(`word ${word}.`)) throw new Error(`word ${word} is not kept: ${kept}`);
		},
	},
];
