import {readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {temporaryFolder} from '../e2e/environment.ts';
import {run} from '../e2e/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const dashboard = readFileSync(join(root, 'docs/prometheus/gpjobs-dashboard.json'), 'utf8');

/**
 * Grafana publishes the schema of a dashboard as TypeScript types. An enum of strings is compared by its values, since
 * JSON has no enums.
 */
const checks = `
import type {Dashboard, Panel, RowPanel} from '@grafana/schema';
import type {Options as StatOptions} from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type {Options as TableOptions} from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type {Options as TimeSeriesOptions} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

type Plain<T> = T extends string ? \`\${T}\` : T extends object ? {[K in keyof T]: Plain<T[K]>} : T;
type Typed<Type extends string, Options> = Omit<Panel, 'type' | 'options'> & {type: Type; options: Partial<Options>};
type AnyPanel = Typed<'stat', StatOptions> | Typed<'table', TableOptions> | Typed<'timeseries', TimeSeriesOptions> | RowPanel;
type Checked = Plain<Omit<Dashboard, 'panels'> & {panels: AnyPanel[]; uid: string}>;
`;

async function typeErrors(json: string): Promise<string> {
	const folder = temporaryFolder();
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	writeFileSync(join(folder, 'dashboard.ts'), `${checks}\nexport const dashboard: Checked = ${json};\n`);
	const compilerOptions = {module: 'nodenext', strict: true, noEmit: true, skipLibCheck: true, types: []};
	writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({compilerOptions, include: ['dashboard.ts']}));
	writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
	const compiler = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc');
	const {code, stdout, stderr} = await run([process.execPath, compiler, '-p', folder]);
	return code === 0 ? '' : stdout + stderr;
}

test('the dashboard is one by the schema that Grafana publishes', async () => {
	expect(await typeErrors(dashboard)).toBe('');
});

test('the schema would notice a word that Grafana does not know', async () => {
	expect(dashboard).toContain('"timeseries"');
	expect(await typeErrors(dashboard.replace('"timeseries"', '"timelines"'))).toMatch(/dashboard\.ts\(\d+,\d+\)/);
	expect(await typeErrors(dashboard.replace('"lastNotNull"', '7'))).toMatch(/dashboard\.ts\(\d+,\d+\)/);
});
