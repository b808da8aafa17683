/**
 * gpjobs beside what people would use instead, in one run on one machine, each in turns with the others. It prints a
 * table with the budgets and whether they are met, and writes all figures to `build/bench.json`.
 *
 *     npm run bench                    all, 9 runs of each
 *     npm run bench -- --runs 3        fewer
 *     npm run bench -- --only start    one group of rows
 *     npm run bench -- --json          the figures instead of the table
 *     npm run bench -- --short         counts only; ends with 1 where one is over its budget
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus, loadavg} from 'node:os';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import type {Row} from './row.ts';
import {groups} from './rows/groups.ts';
import {tableOf} from './table.ts';
import {World} from './world.ts';

const {values} = parseArgs({
	options: {
		json: {type: 'boolean', default: false},
		short: {type: 'boolean', default: false},
		runs: {type: 'string', default: '9'},
		only: {type: 'string', multiple: true, default: []},
	},
});
const isShort = values.short;
const {only} = values;
for (const name of only) {
	if (!groups.some(group => group.name === name))
		throw new Error(`No rows are called ${name}: ${groups.map(group => group.name).join(', ')}`);
}

const rows: Row[] = [];
await using world = new World(isShort ? 1 : Number(values.runs), isShort);
for (const group of groups) {
	if ((isShort && !group.isInShort) || (only.length > 0 && !only.includes(group.name))) continue;
	world.say(`${group.name}…`);
	rows.push(...(await group.measure(world)).filter(({isCount}) => isCount || !isShort));
}

const machine = {node: process.version, cores: cpus().length, model: cpus()[0]?.model, load: loadavg()};
const document = `${JSON.stringify({at: new Date().toISOString(), machine, rows}, undefined, '\t')}\n`;
if (!isShort) {
	const folder = fileURLToPath(new URL('../../build/', import.meta.url));
	mkdirSync(folder, {recursive: true});
	writeFileSync(`${folder}bench.json`, document);
}
process.stdout.write(values.json ? document : `${tableOf(rows)}\n`);
const missed = rows.filter(({verdict}) => verdict?.isMet === false);
if (missed.length > 0) world.say(`Over budget: ${missed.map(({what}) => what).join(' · ')}.`);
if (isShort && missed.length > 0) process.exitCode = 1;
