/** Figures of one thing that was measured several times. */
export type Figures = {readonly median: number; readonly least: number; readonly p95: number; readonly runs: number};

/** Sorts measurements into figures. */
export function figuresOf(values: readonly number[]): Figures {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
	return {median: at(0.5), least: sorted[0] ?? Number.NaN, p95: at(0.95), runs: sorted.length};
}

export type Contender = {readonly name: string; readonly run: () => Promise<number>};

/** Measures contenders in turns, so that whatever else the machine does hits all of them. */
export async function interleaved(
	contenders: readonly Contender[],
	runs: number,
): Promise<ReadonlyMap<string, Figures>> {
	const values = new Map<string, number[]>(contenders.map(({name}) => [name, []]));
	for (let turn = 0; turn < runs; turn++) {
		for (const {name, run} of contenders) values.get(name)?.push(await run());
	}
	return new Map([...values].map(([name, all]) => [name, figuresOf(all)]));
}
