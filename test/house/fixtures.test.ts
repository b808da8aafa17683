/** Fixtures hold nothing of anybody: every host in them is one that is reserved for examples. */
import {readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {expect, test} from 'vitest';

const folder = join(import.meta.dirname, '../fixtures');
const files = readdirSync(folder, {withFileTypes: true, recursive: true})
	.filter(entry => entry.isFile())
	.map(entry => join(entry.parentPath, entry.name))
	.map(path => ({name: relative(folder, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8')}));

/** RFC 2606, RFC 6761 and RFC 5737. */
const reserved =
	/^(?:(?:[\w-]+\.)*example\.(?:org|com|net)|(?:[\w-]+\.)*(?:test|invalid|example|localhost)|(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3})$/i;

/** Hosts that are the fact which a fixture is there for. */
const known: ReadonlyMap<string, string> = new Map([['bodies/server/online.json', 'www.arcgis.com']]);

/** Behind `//` anything is a host; elsewhere, as in mail addresses, what ends as names of hosts do. */
const inUrl = /(?<=[a-z]:\\?\/\\?\/|["'`(\s]\/\/)(?:[^\s/"'`@\\]*@)?([\w.-]+)/gi;
const inText = /\b(?:[\w-]+\.)+(?:com|org|net|gov|edu|mil|int|info|io|eu|uk|us|de|fr|ch|nl|ca|au|nz)\b/gi;

function foreignHostsIn(text: string): readonly string[] {
	const named = [...[...text.matchAll(inUrl)].map(([, host = '']) => host), ...(text.match(inText) ?? [])];
	return [...new Set(named)].filter(host => !reserved.test(host));
}

test.each([
	['"url": "https://gis.example.org/arcgis", "see //server.test/x"', []],
	['{"url": "https://gis.acme.com:6443/arcgis/rest"}', ['gis.acme.com']],
	['{"url": "https:\\/\\/gis.acme.com\\/arcgis"}', ['gis.acme.com']],
	['{"url": "http://user@intranet/arcgis"}', ['intranet']],
	['"//cdn.acme.io/x.js"', ['cdn.acme.io']],
	['ann@acme.com', ['acme.com']],
	['http://10.1.2.3/', ['10.1.2.3']],
	['report.txt, version 10.5.1.120', []],
])('in %j are found %j', (text, hosts) => {
	expect(foreignHostsIn(text)).toEqual(hosts);
});

test('no fixture names a host that is somebody’s', () => {
	const found = files.flatMap(({name, text}) =>
		foreignHostsIn(text)
			.filter(host => known.get(name) !== host)
			.map(host => `${name}: ${host}`),
	);
	expect(found).toEqual([]);
	expect(files.length).toBeGreaterThan(100);
});
