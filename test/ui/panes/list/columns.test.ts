import {expect, test} from 'vitest';
import {defaultSettings} from '../../../../source/store/settings.ts';
import {columnsFor, hiddenByDefault} from '../../../../source/ui/panes/list/columns.ts';

const widths = Array.from({length: 400}, (_, index) => index + 1);

test('the columns of every width fill it exactly', () => {
	for (const width of widths) {
		const {gutter, gap, shown} = columnsFor(width);
		const cells = shown.reduce((sum, column) => sum + column.width, 0);
		expect(gutter + cells + Math.max(0, shown.length - 1) * gap, `at ${width}`).toBe(width);
		expect(shown.every(column => column.width > 0)).toBe(true);
	}
});

test.each([
	[200, 'status job server elapsed ended message'],
	[120, 'status job server elapsed message'],
	[90, 'status job elapsed message'],
	[80, 'status job elapsed message'],
	[60, 'status job message'],
	[40, 'status job message'],
	[30, 'status job'],
	[10, 'status job'],
	[5, 'status'],
	[3, ''],
	[1, ''],
])('at %i cells: %s', (width, names) => {
	expect(
		columnsFor(width, {servers: 13})
			.shown.map(({name}) => name)
			.join(' '),
	).toBe(names);
});

test('columns that repeat others are shown only if the operator has chosen them', () => {
	const names = columnsFor(160, {hidden: ['ended']}).shown.map(({name}) => name);
	expect(names).toEqual(['status', 'job', 'task', 'progress', 'elapsed', 'age', 'message']);
});

test('the default of the setting is the default of the list', () => {
	expect(defaultSettings.hiddenColumns).toBe(hiddenByDefault.join());
});

test('a name has at least 23 cells at 80 columns and 30 at 120, however long the names of servers are', () => {
	for (const servers of [0, 12, 60]) {
		const nameAt = (width: number) => columnsFor(width, {servers}).shown.find(({name}) => name === 'job')?.width ?? 0;
		expect(nameAt(80)).toBeGreaterThanOrEqual(23);
		expect(nameAt(120)).toBeGreaterThanOrEqual(30);
	}
});

test('a column that is shown stays when the list gets wider', () => {
	for (const width of widths.slice(1)) {
		const names = new Set(columnsFor(width).shown.map(({name}) => name));
		expect(columnsFor(width - 1).shown.filter(({name}) => !names.has(name))).toEqual([]);
	}
});

test('the same width gives the same object, so that rows are not drawn again', () => {
	expect(columnsFor(91)).toBe(columnsFor(91));
});

test.each([
	[40, 'status 12 job 14 message 9'],
	[60, 'status 12 job 23 message 20'],
	[80, 'status 12 job 23 elapsed 8 message 31'],
	[120, 'status 12 job 32 server 13 elapsed 8 message 44'],
	[200, 'status 12 job 44 server 13 elapsed 8 ended 11 message 99'],
])('a terminal of %i cells has the columns %s', (width, columns) => {
	expect(
		columnsFor(width, {servers: 13})
			.shown.map(column => `${column.name} ${column.width}`)
			.join(' '),
	).toBe(columns);
});

test.each([
	[22, 'status 12 · job 6'],
	[28, 'status 12 · job 12'],
	[36, 'status 12 · job 10 · message 9'],
	[40, 'status 12 · job 14 · message 9'],
	[60, 'status 12 · job 23 · message 20'],
	[66, 'status 12 · job 20 · elapsed 8 · message 20'],
	[76, 'status 12 · job 23 · elapsed 8 · age 4 · message 22'],
	[90, 'status 12 · job 23 · progress 10 · elapsed 8 · age 4 · message 25'],
	[96, 'status 12 · job 23 · server 10 · progress 10 · elapsed 8 · age 4 · message 20'],
	[110, 'status 12 · job 19 · task 12 · server 8 · progress 10 · elapsed 8 · age 4 · message 20'],
	[120, 'status 12 · job 23 · task 12 · server 14 · progress 10 · elapsed 8 · age 4 · message 20'],
	[140, 'status 12 · job 23 · task 12 · server 18 · progress 10 · elapsed 8 · ended 11 · age 4 · message 23'],
	[150, 'status 12 · job 25 · task 12 · server 18 · progress 10 · elapsed 8 · ended 11 · age 4 · message 31'],
	[160, 'status 12 · job 30 · task 16 · server 18 · progress 10 · elapsed 8 · ended 11 · age 4 · message 32'],
	[170, 'status 12 · job 30 · task 16 · server 18 · progress 10 · elapsed 8 · ended 11 · age 4 · message 42'],
	[180, 'status 12 · job 30 · task 24 · server 18 · progress 10 · elapsed 8 · ended 11 · age 4 · message 44'],
	[200, 'status 12 · job 34 · task 24 · server 30 · progress 10 · elapsed 8 · ended 11 · age 8 · message 44'],
	[220, 'status 12 · job 44 · task 24 · server 30 · progress 10 · elapsed 8 · ended 11 · age 8 · message 54'],
	[240, 'status 12 · job 44 · task 24 · server 30 · progress 10 · elapsed 8 · ended 11 · age 8 · message 74'],
	[260, 'status 12 · job 44 · task 24 · server 30 · progress 10 · elapsed 8 · ended 11 · age 8 · message 94'],
	[400, 'status 12 · job 44 · task 24 · server 30 · progress 10 · elapsed 8 · ended 11 · age 8 · message 234'],
])('at %i cells the columns share the room: %s', (width, widths) => {
	const {shown} = columnsFor(width, {servers: 60, hidden: []});
	expect(shown.map(column => `${column.name} ${column.width}`).join(' · ')).toBe(widths);
});
