import {expect, test} from 'vitest';
import {nameOfDisposition, nameOfUrl} from '../../../source/gp/client/download-name.ts';

test.each([
	['https://h/arcgis/rest/directories/arcgisjobs/t_gpserver/j1/scratch/my%20roads.zip?x=/y.exe', 'my roads.zip'],
	['https://h/', 'result.bin'],
	['nonsense', 'result.bin'],
])('%s ends in %s', (url, name) => {
	expect(nameOfUrl(url, 'result.bin')).toBe(name);
});

test.each([
	[undefined, undefined],
	['attachment', undefined],
	['inline; filename=a.zip', 'a.zip'],
	['attachment; filename="a b.zip"', 'a b.zip'],
	['attachment; FileName = "a\\"b.zip"; x=y', 'a_b.zip'],
	['attachment; filename="x.zip"; filename*=UTF-8\'\'%e2%82%ac.zip', '€.zip'],
	['attachment; filename="../../.bashrc"', 'bashrc'],
	['attachment; filename="..\\\\..\\\\x"', 'x'],
	['attachment; filename=".."', undefined],
	[`attachment; filename="${'"'.repeat(9999)}`, undefined],
])('%s offers %s', (header, name) => {
	expect(nameOfDisposition(header)).toBe(name);
});
