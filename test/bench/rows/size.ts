import {figuresOf} from '../measure.ts';
import {packageSize} from '../package-size.ts';
import {atMost, type Row, type RowGroup} from '../row.ts';

/** What an installation takes. */
export const size: RowGroup = {
	name: 'size',
	isInShort: true,
	measure: async () => {
		const {installed, packages} = packageSize();
		return [
			counted('installed size without the keyring', 'MiB', installed / 2 ** 20, 3),
			counted('packages needed at run time', '', packages, 0),
		];
	},
};

function counted(what: string, unit: string, value: number, most: number): Row {
	const ours = figuresOf([value]);
	return {what, unit, ours, beside: [], verdict: atMost(ours, {median: most}), isCount: true};
}
