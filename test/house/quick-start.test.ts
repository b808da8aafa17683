import {build} from 'esbuild';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {quickStart} from '../../scripts/quick-start.ts';

/** string-width as it is in `dist/`. */
async function bundledWidth(): Promise<typeof stringWidth> {
	const {outputFiles} = await build({
		stdin: {contents: "export {default} from 'string-width';", resolveDir: import.meta.dirname},
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
		write: false,
		plugins: [quickStart],
	});
	const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
	return (await import(`data:text/javascript;base64,${code}`)).default;
}

test('widths are the same as without the change: of all emoji, of others, and of sequences', async () => {
	const width = await bundledWidth();
	const sequences = ['👩‍👩‍👧', '🇨🇭', '1️⃣', '⚠️', '✔️', '👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'é', '한국', '', '🇨'];
	const differing = sequences.filter(text => width(text) !== stringWidth(text));
	for (let point = 0; point <= 0x10ffff; point++) {
		const text = String.fromCodePoint(point);
		if (!/\p{Emoji}|[\u2000-\u33FF]/u.test(text) && point % 97 > 0) continue;
		if (width(text) !== stringWidth(text)) differing.push(text);
	}
	expect(differing).toEqual([]);
});
