/** What the build changes in string-width changes no width. */
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {beforeAll, expect, test} from 'vitest';
import {quickStart} from '../../scripts/quick-start.ts';
import {displayWidth} from '../../source/text/display-width.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {isThorough, often} from '../often.ts';

let asBuilt: typeof stringWidth;
beforeAll(async () => {
	const outfile = join(temporaryFolder(), 'string-width.mjs');
	const entry = fileURLToPath(import.meta.resolve('string-width'));
	await build({entryPoints: [entry], bundle: true, format: 'esm', outfile, plugins: [quickStart], target: 'node22'});
	({default: asBuilt} = await import(pathToFileURL(outfile).href));
});

const whole = {countAnsiEscapeCodes: true};
const anyText = fc.string({
	unit: fc.oneof(fc.string({unit: 'grapheme', maxLength: 3}), fc.string({unit: 'binary', maxLength: 3})),
});

test('code points are as wide as string-width has it, as built and where it is not asked', () => {
	const other: string[] = [];
	for (let code = 0; code <= 0x1_f9ff; code += isThorough ? 1 : 1 + (code % 11)) {
		const text = String.fromCodePoint(code);
		const width = stringWidth(text, whole);
		if (asBuilt(text, whole) !== width || displayWidth(text) !== width) other.push(code.toString(16));
	}
	expect(other).toEqual([]);
});

test('so is any text', () => {
	const emoji = fc.constantFrom(
		'👩‍👩‍👧‍👦',
		'🇩🇪',
		'1\u20e3',
		'❤\ufe0f',
		'👍🏽',
		'✔\ufe0f',
		'⚠\ufe0f',
		'e\u0301',
		'각',
		'─',
		'…',
		'·',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(anyText, emoji), {maxLength: 6}), pieces => {
			const text = pieces.join('');
			const width = stringWidth(text, whole);
			expect([asBuilt(text, whole), displayWidth(text)]).toEqual([width, width]);
		}),
		{numRuns: often(20_000, 600)},
	);
});
