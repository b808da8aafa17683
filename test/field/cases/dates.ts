import type {FieldCase} from '../field-case.ts';

const server = {
	task: {
		body: {
			name: 'T',
			displayName: 'T',
			executionType: 'esriExecutionTypeAsynchronous',
			parameters: [
				{
					name: 'When',
					dataType: 'GPDate',
					direction: 'esriGPParameterDirectionInput',
					parameterType: 'esriGPParameterTypeRequired',
				},
			],
		},
	},
} as const;

const refused = ['2023-02-31', '2026-02-29', '2026-04-31 10:00', '2026-11-24 25:00', '20260301', '1700000000'];

export const cases: readonly FieldCase[] = [
	...refused.map(
		(date): FieldCase => ({
			name: `a day or a moment that no calendar has is not sent: ${date}`,
			server,
			runs: [{args: ['submit', '{task}', `When=${date}`], exit: 2, says: [/When/]}],
			neverSent: [/submitJob/],
		}),
	),
	...[
		['2023-01-31', '1675123200000'],
		['2023-01-31 10:00', '1675159200000'],
		['2023-01-31 10:00 local', '1675170000000'],
		['2023-01-31T10:00Z', '1675159200000'],
	].map(
		([date = '', epoch = '']): FieldCase => ({
			name: `a date is understood by one rule, and what is sent is said: ${date}`,
			server,
			runs: [
				{
					args: ['submit', '{task}', `When=${date}`],
					env: {TZ: 'America/Sao_Paulo'},
					exit: 0,
					says: [/When = 2023-01-31 \d\d:00:00 .*-03:00/],
				},
			],
			afterwards: ({requests}) => {
				const sent = requests.find(({path}) => path.includes('submitJob'))?.body;
				if (!sent?.includes(`When=${epoch}`)) throw new Error(`sent ${sent}`);
			},
		}),
	),
];
