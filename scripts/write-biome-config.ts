/** Writes `biome.json` from the table in `house.ts`, and lets Biome lay it out. */
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {biomeConfig} from './biome-config.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

writeFileSync(at('biome.json'), `${JSON.stringify(biomeConfig(), undefined, '\t')}\n`);
const {status} = spawnSync(
	process.execPath,
	[at('node_modules/@biomejs/biome/bin/biome'), 'format', '--write', at('biome.json')],
	{
		cwd: at('.'),
		stdio: ['ignore', 'ignore', 'inherit'],
	},
);
process.exitCode = status ?? 1;
