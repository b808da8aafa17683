import xterm from '@xterm/headless';
import {expect, test} from 'vitest';
import {screenSvg} from '../../scripts/screen-svg.ts';

async function drawn(bytes: string): Promise<string> {
	const terminal = new xterm.Terminal({cols: 20, rows: 2, allowProposedApi: true});
	await new Promise<void>(resolve => terminal.write(bytes, resolve));
	return screenSvg(terminal, 'A "screen"');
}

const texts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);

test('each run of one look stands where it is on the screen', async () => {
	const svg = await drawn('ab \u001B[1;31mred\u001B[m\r\n\u001B[7m sel \u001B[m');
	expect(texts(svg)).toEqual(['ab ', 'red', ' sel ']);
	expect(svg).toMatch(/<text x="37.2" y="25" textLength="25.2"[^>]* fill="#e06c75" font-weight="bold">red/);
	expect(svg).toMatch(/<rect x="12.0" y="30" width="42.0"/);
});

test('blanks between columns are not text, and wide characters count twice', async () => {
	const svg = await drawn('a    b 洪水');
	expect(texts(svg)).toEqual(['a ', 'b 洪水 ']);
	expect(svg).toMatch(/x="54.0" y="25" textLength="58.8"/);
});

test('what is markup in SVG is text', async () => {
	const svg = await drawn('<b>&"');
	expect(texts(svg)).toEqual(['&#60;b&#62;&#38;&#34; ']);
	expect(svg).toContain('aria-label="A &#34;screen&#34;"');
});
