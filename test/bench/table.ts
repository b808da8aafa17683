import type {Row} from './row.ts';

/** The table for people, one line a row, in Markdown as `README.md` holds it. */
export function tableOf(rows: readonly Row[]): string {
	const head = ['| what | gpjobs | beside | budget | |', '|---|---|---|---|---|'];
	return [...head, ...rows.map(lineOf)].join('\n');
}

function lineOf({what, unit, ours, beside, verdict}: Row): string {
	const others = beside.map(({name, figures}) => {
		const ratio = ours.median / figures.median;
		const times = Number.isFinite(ratio) ? ` (× ${ratio.toFixed(2)})` : '';
		return `${name} ${inFigures(figures.median, figures.p95, figures.runs)}${times}`;
	});
	const isMet = verdict && (verdict.isMet ? 'met' : '**missed**');
	const cells = [
		what,
		`${inFigures(ours.median, ours.p95, ours.runs)} ${unit}`,
		others.join(', '),
		verdict?.budget ?? '',
		isMet ?? '',
	];
	return `| ${cells.join(' | ')} |`;
}

/** Median, and the 95th percentile where there are enough runs for one. */
function inFigures(median: number, p95: number, runs: number): string {
	return runs >= 20 ? `${short(median)} / ${short(p95)}` : short(median);
}

function short(figure: number): string {
	return figure.toLocaleString('en', {maximumFractionDigits: Math.abs(figure) < 100 ? 1 : 0});
}
