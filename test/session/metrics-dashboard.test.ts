/** The dashboard and the alert rules in `docs/prometheus/` ask only for what gpjobs exports. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {metricsOf} from '../../source/session/metrics-registry.ts';
import {watching} from '../monitor/watching.ts';

const folder = join(import.meta.dirname, '../../docs/prometheus');

/** The part of a dashboard in Grafana's format that holds queries. */
type Dashboard = {
	readonly panels: readonly {readonly title: string; readonly targets: readonly {readonly expr: string}[]}[];
	readonly templating: {readonly list: readonly {readonly name: string; readonly query: string}[]};
};
const dashboard: Dashboard = JSON.parse(readFileSync(join(folder, 'gpjobs-dashboard.json'), 'utf8'));

/** The series that Prometheus gets, each with the names of its labels. */
async function exportedSeries(): Promise<ReadonlyMap<string, readonly string[]>> {
	const {registry, stop} = metricsOf(watching().monitor);
	stop();
	const series = new Map<string, readonly string[]>();
	for (const {name} of await registry.getMetricsAsJSON()) {
		const metric = registry.getSingleMetric(name) as unknown as {type: string; labelNames: readonly string[]};
		const endings = {counter: ['_total'], histogram: ['_bucket', '_count', '_sum']}[metric.type] ?? [''];
		for (const ending of endings) series.set(`${name}${ending}`, ['le', 'quantile', ...metric.labelNames]);
	}
	return series;
}

/** The series of a query, each with the names of the labels that its selector compares. */
function seriesIn(query: string): readonly {readonly name: string; readonly labels: readonly string[]}[] {
	return [...query.matchAll(/\b(gpjobs_\w+)(?:\{([^}]*)\})?/g)].map(([, name = '', selector = '']) => ({
		name,
		labels: [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
	}));
}

const queries = [
	...dashboard.panels.flatMap(({title, targets}) => targets.map(({expr}) => [title, expr] as const)),
	...dashboard.templating.list.map(({name, query}) => [`variable ${name}`, query] as const),
	...[...readFileSync(join(folder, 'gpjobs.rules.yml'), 'utf8').matchAll(/alert: (\w+)(.*?)labels:/gs)].map(
		([, name = '', expression = '']) => [`alert ${name}`, expression] as const,
	),
];

test.each(queries)('%s asks for series that exist, and for labels that they have', async (_, query) => {
	const exported = await exportedSeries();
	for (const {name, labels} of seriesIn(query)) {
		expect([...exported.keys()]).toContain(name);
		for (const label of labels) expect(exported.get(name), name).toContain(label);
		const grouped = /\bby \(([^)]*)\)/.exec(query)?.[1]?.split(', ') ?? [];
		for (const label of grouped) expect(exported.get(name), name).toContain(label);
	}
});

test('the dashboard shows each metric', async () => {
	const asked = new Set(
		dashboard.panels.flatMap(({targets}) => targets.flatMap(({expr}) => seriesIn(expr))).map(({name}) => name),
	);
	const names = [...(await exportedSeries()).keys()].filter(name => !/_(?:count|sum)$/.test(name));
	expect(names.filter(name => !asked.has(name))).toEqual([]);
});
