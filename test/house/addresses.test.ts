import {readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {expect, test} from 'vitest';

const source = join(import.meta.dirname, '../../source');
const files = readdirSync(source, {recursive: true, withFileTypes: true})
	.filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
	.map(entry => join(entry.parentPath, entry.name))
	.map(path => ({name: relative(source, path), text: readFileSync(path, 'utf8')}));

/** Files in which something stands, but for the embedded server, whose paths are its own. */
function filesWith(pattern: RegExp): readonly string[] {
	return files.filter(({name, text}) => !name.startsWith('demo/') && pattern.test(text)).map(({name}) => name);
}

test('addresses that the client takes are made where their segments are checked, and nowhere else', () => {
	expect(filesWith(/\bas (?:JobUrl|TaskUrl)\b/)).toEqual(['gp/job-url.ts']);
	expect(filesWith(/\bas AdminUrl\b/)).toEqual(['gp/admin-jobs.ts']);
});

test('paths of jobs are put together in a few files of the protocol', () => {
	const builders = [
		'gp/admin-jobs.ts',
		'gp/client/client.ts',
		'gp/job-url.ts',
		'gp/parameter-link.ts',
		// To find the job that a relative Location names; the address is built by job-url.ts.
		'gp/submit-answer.ts',
		'gp/task-url.ts',
	];
	const pattern = /`\$\{[^`]*\/(?:jobs|cancel|submitJob|execute|results|inputs)(?:[/`?$])/;
	expect(filesWith(pattern).filter(name => !builders.includes(name))).toEqual([]);
	expect(filesWith(pattern)).toContain('gp/client/client.ts');
});
