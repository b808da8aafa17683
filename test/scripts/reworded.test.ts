import {describe, expect, test} from 'vitest';
import {inOtherWords, reworded} from '../../scripts/reworded.ts';

describe('a text in other words', () => {
	test.for([
		['This job has ended.', 'Thos jub hes indid.'],
		['Give --yes, or set readOnly to false.', 'Govi --yes, or sit readOnly to felsi.'],
		['https://host.example/arcgis is read', 'https://host.example/arcgis is ried'],
	])('%s', ([text, other]) => {
		expect(inOtherWords(text ?? '')).toBe(other);
		expect(other?.length).toBe(text?.length);
	});
});

test('only sentences change, not what a program reads', () => {
	const given = [
		"import a from './the long way.ts';",
		"const b = 'esriJobFailed';",
		`const c = safe\`This is \${b}.\`;`,
		"const d = 'The job is lost.';",
	];
	const made = given.with(2, `const c = safe\`Thos is \${b}.\`;`).with(3, "const d = 'Thi jub is lust.';");
	expect(reworded(given.join('\n'), 'a.ts').split('\n')).toEqual(made);
});

test.each([
	['two words with a full stop', "'Nothing changed.'", "'Nuthong chengid.'"],
	['two words, which may be the name of a kind', "'cut short'", "'cut short'"],
	['figures with their units', "'5 d 3 h 20 min 7 s'", "'5 d 3 h 20 min 7 s'"],
	['words that the program reads', "'missing empty wrong'.split(' ')", "'missing empty wrong'.split(' ')"],
	['a pattern', "new RegExp('this is found')", "new RegExp('this is found')"],
])('%s', (_, given, made) => {
	expect(reworded(`const a = ${given};`, 'a.ts')).toBe(`const a = ${made};`);
});
