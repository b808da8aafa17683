import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {FieldCase} from '../field-case.ts';

const begun = '{"version":1,"settings":{},"jobs":[]}';

/** What happens to the file with list and settings between the look at a job and the POST. */
const changes: ReadonlyArray<readonly [string, (path: string) => void]> = [
	['readOnly was set', path => writeFileSync(path, '{"version":1,"settings":{"readOnly":true},"jobs":[]}')],
	['the settings were damaged', path => writeFileSync(path, '{"version":1,"settings":{"readOnly":tr')],
	['the settings were removed', path => rmSync(path)],
];

export const cases: readonly FieldCase[] = changes.map(([what, change]): FieldCase => {
	let config = '';
	return {
		name: `a cancel before whose POST ${what} is not sent, and ends as what a file does not allow`,
		home: {'config.json': {text: begun}},
		prepare: ({home}) => {
			config = join(home, 'config.json');
		},
		server: {
			// The look that goes before the POST.
			job: ({before}) => {
				if (before === 0) change(config);
				return {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}};
			},
		},
		runs: [{args: ['cancel', '--yes', '--json', '{job}'], exit: 6, json: {jobs: [{outcome: 'not-sent'}]}}],
		neverSent: [/^POST /],
	};
});
