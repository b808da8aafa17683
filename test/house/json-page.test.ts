/** `docs/json.md` says what `--json` prints: its examples have the shapes that the commands are held to. */
import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {z} from 'zod';
import {faultKinds} from '../../source/gp/fault.ts';
import * as shapes from '../commands/json-shapes.ts';

const page = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```json (\w+)\n(.*?)^```$/gms)].map(([, name = '', text = '']) => ({name, text}));
/** Part of another shape, and shown there. */
const parts = new Set(['job']);

const shapeOf = (name: string): z.ZodType => {
	const shape = (shapes as Readonly<Record<string, z.ZodType>>)[name];
	if (shape === undefined) throw new Error(`No shape is called ${name}.`);
	return shape;
};

test('each shape has an example, and nothing else has one', () => {
	const shown = Object.keys(shapes).filter(name => !parts.has(name));
	expect([...new Set(examples.map(({name}) => name))].toSorted()).toEqual(shown.toSorted());
	expect(page.match(/^```json/gm)).toHaveLength(examples.length);
});

test.each(examples)('the example of $name has its shape, with every field', ({name, text}) => {
	const isStream = name === 'event' || name === 'message';
	const documents = isStream ? text.trim().split('\n') : [text];
	// Nobody reads whole URLs over and over.
	for (const document of documents)
		shapeOf(name).parse(JSON.parse(document.replaceAll('…/jobs/', 'S/GPServer/T/jobs/')));
});

test('every kind of event has an example', () => {
	const {text} = examples.find(({name}) => name === 'event') ?? {text: ''};
	const shown = text
		.trim()
		.split('\n')
		.map(line => (JSON.parse(line) as {event: string}).event);
	expect(shown.toSorted()).toEqual(shapes.event.options.map(option => option.shape.event.value).toSorted());
});

test('the kinds of faults are those of the program', () => {
	expect(shapes.fault.shape.kind.options.toSorted()).toEqual([...faultKinds].toSorted());
});

test('every word that a field can have is named', () => {
	const words = [
		...shapes.fault.shape.kind.options,
		...shapes.job.shape.state.options,
		...shapes.cancels.shape.jobs.element.shape.outcome.options,
		...shapes.message.shape.level.options,
		...shapes.listOutcomes.shape.jobs.element.shape.outcome.options,
	];
	for (const word of words) expect(page, word).toContain(`\`${word}\``);
});

test('every field of a job is explained', () => {
	for (const name of Object.keys(shapes.job.shape)) expect(page, name).toMatch(new RegExp(`^\\|[^|]*\`${name}\``, 'm'));
});
