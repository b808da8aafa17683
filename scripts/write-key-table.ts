/**
 * Writes the table of keys into README.md, between `<!-- keys -->` and `<!-- /keys -->`.
 *
 * With `--check` it writes nothing and exits 1 where the table is not that of `source/ui/actions/`.
 * A path may be given instead of README.md.
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {withKeyTable} from '../source/ui/help/key-table.ts';

const args = process.argv.slice(2);
const isCheck = args.includes('--check');
const path =
	args.find(argument => !argument.startsWith('--')) ?? fileURLToPath(new URL('../README.md', import.meta.url));

function outcome(): string | undefined {
	if (!existsSync(path)) return `${path} does not exist.`;
	const before = readFileSync(path, 'utf8');
	const after = withKeyTable(before);
	if (after === undefined) return `${path} lacks the lines <!-- keys --> and <!-- /keys -->.`;
	if (after === before) return undefined;
	if (isCheck) return `The table of keys in ${path} is stale: npm run keys`;
	writeFileSync(path, after);
	return undefined;
}

const problem = outcome();
if (problem !== undefined) {
	process.stderr.write(`${problem}\n`);
	process.exitCode = 1;
}
