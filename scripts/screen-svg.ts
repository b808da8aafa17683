import type xterm from '@xterm/headless';

const cell = {width: 8.4, height: 18} as const;
const margin = 12;
/** The sixteen colours of a usual dark terminal; the first eight, then the bright ones. */
const palette = [
	'#1e2127',
	'#e06c75',
	'#98c379',
	'#e5c07b',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#abb2bf',
	'#5c6370',
	'#f07178',
	'#b5d99c',
	'#f2d399',
	'#8cc4f7',
	'#d7a1e7',
	'#7fd1dc',
	'#ffffff',
] as const;
const ground = '#16181d';
const plain = '#d7dae0';

type Run = {text: string; cells: number; readonly from: number; readonly look: string; readonly isInverse: boolean};

/**
 * What a terminal shows, as a picture that a README can hold: text that can be searched, no script, no font of its own.
 *
 * @param title what a person hears who does not see it
 */
export function screenSvg(terminal: xterm.Terminal, title: string): string {
	const {cols, rows} = terminal;
	const width = Math.ceil(cols * cell.width + 2 * margin);
	const height = rows * cell.height + 2 * margin;
	const lines = Array.from({length: rows}, (_, row) => rowSvg(terminal, row)).join('');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<rect width="100%" height="100%" rx="8" fill="${ground}"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="${plain}" xml:space="preserve">
${lines}</g>
</svg>
`;
}

function rowSvg(terminal: xterm.Terminal, row: number): string {
	const y = margin + row * cell.height;
	const runs = runsOf(terminal, row).filter(({text, isInverse}) => isInverse || text.trim() !== '');
	return runs
		.map(({text, cells, from, look, isInverse}) => {
			const x = (margin + from * cell.width).toFixed(1);
			const wide = (cells * cell.width).toFixed(1);
			const box = isInverse ? `<rect x="${x}" y="${y}" width="${wide}" height="${cell.height}" fill="${plain}"/>` : '';
			return `${box}<text x="${x}" y="${y + 13}" textLength="${wide}" lengthAdjust="spacingAndGlyphs"${look}>${escaped(text)}</text>\n`;
		})
		.join('');
}

/** Neighbours that look alike, as one. A row is cut at two blanks, so that a font of another width shifts little. */
function runsOf(terminal: xterm.Terminal, row: number): readonly Run[] {
	const {active} = terminal.buffer;
	const line = active.getLine(active.baseY + row);
	const runs: Run[] = [];
	for (let column = 0; line && column < terminal.cols; column++) {
		const at = line.getCell(column);
		if (!at || at.getWidth() === 0) continue;
		const text = at.getChars() || ' ';
		const isInverse = at.isInverse() !== 0;
		const look = lookOf(at, isInverse);
		const last = runs.at(-1);
		const isGap = !isInverse && text === ' ' && last?.text.endsWith(' ');
		if (last && last.look === look && last.isInverse === isInverse && !isGap && last.from + last.cells === column) {
			last.text += text;
			last.cells += at.getWidth();
		} else if (isInverse || text !== ' ') {
			runs.push({text, cells: at.getWidth(), from: column, look, isInverse});
		}
	}
	return runs;
}

function lookOf(at: xterm.IBufferCell, isInverse: boolean): string {
	const colour = isInverse ? ground : at.isFgPalette() ? palette[at.getFgColor()] : undefined;
	return [
		colour === undefined ? '' : ` fill="${colour}"`,
		at.isBold() ? ' font-weight="bold"' : '',
		at.isDim() ? ' opacity="0.6"' : '',
	].join('');
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
