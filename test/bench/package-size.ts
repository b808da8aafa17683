import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a user installs, without the optional keyring: bytes on the disk, and packages that come along. */
export function packageSize(): {readonly installed: number; readonly packages: number} {
	const {stdout} = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {cwd: root, encoding: 'utf8'});
	const [packed] = JSON.parse(stdout) as readonly {readonly unpackedSize: number}[];
	if (!packed) throw new Error('npm pack said nothing.');
	const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {readonly dependencies?: object};
	return {installed: packed.unpackedSize, packages: Object.keys(manifest.dependencies ?? {}).length};
}
