import {expect, test} from 'vitest';
import {columnsFor} from '../../../../source/ui/panes/list/columns.ts';

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
	[200, 'status job task server progress elapsed age message'],
	[120, 'status job task server progress elapsed age message'],
	[110, 'status job task progress elapsed age message'],
	[80, 'status job progress elapsed age message'],
	[70, 'status job progress age message'],
	[60, 'status job progress age message'],
	[50, 'status job progress age'],
	[40, 'status job progress'],
	[30, 'status job'],
	[10, 'status job'],
	[5, 'status'],
	[3, ''],
	[1, ''],
])('at %i cells: %s', (width, names) => {
	expect(
		columnsFor(width)
			.shown.map(({name}) => name)
			.join(' '),
	).toBe(names);
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
	[80, 'status 12 job 14 progress 10 elapsed 8 age 4 message 24'],
	[100, 'status 12 job 15 task 12 progress 10 elapsed 8 age 4 message 24'],
	[120, 'status 12 job 16 task 16 server 12 progress 11 elapsed 8 age 4 message 24'],
	[140, 'status 12 job 16 task 18 server 18 progress 16 elapsed 8 age 4 message 31'],
	[160, 'status 12 job 24 task 19 server 24 progress 16 elapsed 8 age 8 message 32'],
	[200, 'status 13 job 34 task 24 server 24 progress 16 elapsed 8 age 8 message 56'],
	[240, 'status 17 job 34 task 24 server 24 progress 16 elapsed 8 age 8 message 92'],
])('a terminal of %i cells has the columns %s', (width, columns) => {
	expect(
		columnsFor(width)
			.shown.map(column => `${column.name} ${column.width}`)
			.join(' '),
	).toBe(columns);
});
