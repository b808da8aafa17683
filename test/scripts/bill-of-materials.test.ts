import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {bundledPackages, thirdPartyNotice} from '../../scripts/bill-of-materials.ts';
import {temporaryHome} from '../store/fixtures/temporary-home.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const terms = 'Permission is hereby granted, free of charge';

/** A project with packages in its `node_modules`, by name. */
function projectWith(
	packages: Readonly<Record<string, {manifest?: object; files?: Readonly<Record<string, string>>}>>,
) {
	const project = `${temporaryHome()}/`;
	writeFileSync(join(project, 'LICENSE'), `MIT License\n\nCopyright (c) us\n\n${terms}`);
	for (const [name, {manifest = {}, files = {}}] of Object.entries(packages)) {
		const folder = join(project, 'node_modules', name);
		mkdirSync(folder, {recursive: true});
		writeFileSync(join(folder, 'package.json'), JSON.stringify({name, version: '1.0.0', license: 'MIT', ...manifest}));
		for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
	}
	return {project, inputs: Object.keys(packages).map(name => `node_modules/${name}/index.js`)};
}

describe('the text of a licence', () => {
	test.each([
		['LICENSE', 'LICENSE'],
		['British', 'licence.md'],
		['with a kind', 'LICENSE-MIT.txt'],
		['of GNU', 'COPYING'],
	])('is that of its file: %s', (_, file) => {
		const {project, inputs} = projectWith({'@a/b': {files: {[file]: 'the text\n'}}});
		expect(bundledPackages(inputs, project)).toEqual([
			{name: '@a/b', version: '1.0.0', license: 'MIT', notice: 'the text'},
		]);
	});

	test('has the notice with it that Apache asks to keep', () => {
		const {project, inputs} = projectWith({a: {files: {LICENSE: 'the text', NOTICE: 'by us'}}});
		expect(bundledPackages(inputs, project)[0]?.notice).toBe('the text\n\nby us');
	});

	test('is written out where a package only names MIT', () => {
		const {project, inputs} = projectWith({
			a: {manifest: {author: 'Ann'}},
			b: {manifest: {author: {name: 'Bob'}}},
			c: {},
		});
		const notices = bundledPackages(inputs, project).map(({notice}) => notice);
		for (const [index, owner] of ['Ann', 'Bob', 'the authors of c'].entries()) {
			expect(notices[index]).toContain(`Copyright (c) ${owner}`);
			expect(notices[index]).toContain(terms);
			expect(notices[index]).not.toContain('(c) us');
		}
	});

	test.each([{license: 'Apache-2.0'}, {license: undefined}])('must not be missing otherwise: %j', manifest => {
		const {project, inputs} = projectWith({a: {manifest}});
		expect(() => bundledPackages(inputs, project)).toThrow('a 1.0.0');
	});

	test('stands once for all that have it', () => {
		const {project, inputs} = projectWith({
			a: {files: {LICENSE: 'same text'}},
			b: {files: {LICENSE: 'same text'}},
			c: {files: {LICENSE: 'another text'}},
		});
		const notice = thirdPartyNotice(bundledPackages(inputs, project));
		expect(notice.split('same text')).toHaveLength(2);
		for (const entry of ['a 1.0.0 (MIT)', 'b 1.0.0 (MIT)', 'c 1.0.0 (MIT)', 'another text'])
			expect(notice).toContain(entry);
	});
});

test('what npm publishes holds the licence of every package whose code is in the bundle', () => {
	const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {cwd: root}).toString();
	const files = (JSON.parse(packed) as Array<{files: Array<{path: string}>}>)[0]?.files.map(({path}) => path);
	expect(files).toContain('dist/THIRD-PARTY.txt');
	const notice = readFileSync(`${root}dist/THIRD-PARTY.txt`, 'utf8').split('-'.repeat(80));
	const inputs = JSON.parse(readFileSync(`${root}dist-inputs.json`, 'utf8')) as string[];
	const packages = bundledPackages(inputs, root);
	expect(packages.map(({name}) => name)).toEqual(expect.arrayContaining(['got', 'react', 'ink', 'zod', 'prom-client']));
	for (const {name, version, license, notice: text} of packages) {
		const entry = notice.find(part => part.includes(`\n${name} ${version} (${license})\n`));
		expect(entry, name).toContain(text);
	}
});
