import {partlyUnderstood} from '../../../source/commands/doctor.ts';
import type {FieldCase} from '../field-case.ts';

export const cases: readonly FieldCase[] = [
	...[
		['127.*', '127.*'],
		['<local>', '<local>'],
		['localhost,gis*', 'gis*'],
	].map(
		([value = '', unknown = '']): FieldCase => ({
			name: `an entry of NO_PROXY that is not understood is named: ${value}`,
			server: {},
			runs: [{args: ['doctor'], env: {NO_PROXY: value}, exit: 0, says: [partlyUnderstood(value, [unknown])]}],
		}),
	),
];
