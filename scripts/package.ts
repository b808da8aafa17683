/**
 * Makes `build/gpjobs-<version>-linux-x64.tar.gz`: gpjobs with a Node of its own, for machines where none is installed.
 * Beside it lie its SHA-256 and an SBOM (CycloneDX). Run it with `npm run package`.
 *
 * A folder and not one executable: Node looks for the late chunks of the program, the worker and the optional keyring
 * as files, and the binary inside stays the one that nodejs.org signs.
 */
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {chmodSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {bundledPackages, type NpmBom, sbomOf, thirdPartyNotice} from './bill-of-materials.ts';

if (process.platform !== 'linux' || process.arch !== 'x64') {
	console.error('The package holds the Node that runs this script, and it is for Linux on x64: make it there.');
	process.exit(1);
}

const root = fileURLToPath(new URL('../', import.meta.url));
const {version} = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {version: string};
const name = `gpjobs-${version}-linux-x64`;
const build = `${root}build/`;
const folder = `${build}${name}/`;
const archive = `${name}.tar.gz`;

rmSync(build, {recursive: true, force: true});
mkdirSync(`${folder}lib`, {recursive: true});
mkdirSync(`${folder}bin`);

cpSync(`${root}dist`, `${folder}lib/dist`, {recursive: true});
// The one beside the README names Node too.
rmSync(`${folder}lib/dist/THIRD-PARTY.txt`);
cpSync(realpathSync(process.execPath), `${folder}lib/node`);
chmodSync(`${folder}lib/node`, 0o755);
// Files of type "module" need a package.json that says so.
writeFileSync(`${folder}lib/package.json`, `${JSON.stringify({name: 'gpjobs', version, type: 'module'})}\n`);
for (const optional of ['@napi-rs/keyring', '@napi-rs/keyring-linux-x64-gnu']) {
	const from = `${root}node_modules/${optional}`;
	if (existsSync(from)) cpSync(from, `${folder}lib/node_modules/${optional}`, {recursive: true});
}
writeFileSync(
	`${folder}bin/gpjobs`,
	`#!/bin/sh
# Runs gpjobs on the Node beside it, wherever this folder lies and whatever links to it.
here=$0
while [ -L "$here" ]; do
	link=$(readlink "$here")
	case $link in /*) here=$link ;; *) here=$(dirname "$here")/$link ;; esac
done
# Less room for new objects than Node takes by itself: some 50 MiB of memory less.
lib=$(cd "$(dirname "$here")/../lib" && pwd) || exit 1
exec "$lib/node" --max-semi-space-size=4 "$lib/dist/cli.js" "$@"
`,
);
chmodSync(`${folder}bin/gpjobs`, 0o755);
mkdirSync(`${folder}share/man/man1`, {recursive: true});
cpSync(`${root}dist/gpjobs.1`, `${folder}share/man/man1/gpjobs.1`);
for (const file of ['README.md', 'CHANGELOG.md', 'LICENSE']) cpSync(`${root}${file}`, `${folder}${file}`);

const packages = bundledPackages(JSON.parse(readFileSync(`${root}dist-inputs.json`, 'utf8')) as string[], root);
writeFileSync(`${folder}THIRD-PARTY.txt`, thirdPartyNotice(packages, process.version));
const npmBom = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
	cwd: root,
	stdio: ['ignore', 'pipe', 'ignore'],
});
const bom = sbomOf(JSON.parse(npmBom.toString()) as NpmBom, packages, process.versions.node);
const bomText = `${JSON.stringify(bom, null, '\t')}\n`;
writeFileSync(`${folder}sbom.cdx.json`, bomText);
writeFileSync(`${build}${name}.sbom.cdx.json`, bomText);

// The same files give the same archive, whoever packs them and when.
execFileSync('tar', [
	...['--create', '--gzip', '--file', `${build}${archive}`, '--directory', build],
	...['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', name],
]);
rmSync(folder, {recursive: true});
const bytes = readFileSync(`${build}${archive}`);
writeFileSync(`${build}${archive}.sha256`, `${createHash('sha256').update(bytes).digest('hex')}  ${archive}\n`);
console.log(`build/${archive} (${Math.round(bytes.length / 2 ** 20)} MiB)`);
console.log(`build/${archive}.sha256`);
console.log(`build/${name}.sbom.cdx.json (${bom.components.length} components)`);
