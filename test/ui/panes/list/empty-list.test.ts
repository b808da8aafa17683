import {expect, test} from 'vitest';
import {safe, safeText} from '../../../../source/text/safe-text.ts';
import {
	bringsBack,
	emptyListLines,
	howToBegin,
	listNotRead,
	noJobMatches,
	noJobsYet,
} from '../../../../source/ui/panes/list/empty-list.ts';

const lines = (...args: Parameters<typeof emptyListLines>) =>
	emptyListLines(...args).map(spans => spans.map(({text}) => text).join(''));
const fault = safe`Cannot read /home/ann/.config/gpjobs/config.json: no permission (EACCES). Ask whoever owns it.`;

test('a list that cannot be read is not called empty, and its sentence is shown in full', () => {
	for (const width of [40, 80, 120]) {
		const shown = lines(width, 12, null, fault);
		expect(shown.join('\n')).not.toContain(noJobsYet);
		expect(shown.join('').replaceAll(' ', '')).toContain(fault.replaceAll(' ', ''));
		for (const line of shown) expect(line).toHaveLength(width);
	}
});

test('the notice that the list cannot be read takes precedence over a filter without matches', () => {
	const filter = safeText('flood');
	const shown = lines(80, 12, filter, fault).join('\n');
	expect(shown).toContain(listNotRead);
	expect(shown).not.toContain(noJobMatches(filter));
	expect(lines(80, 12, filter).join('\n')).toContain(noJobMatches(filter));
});

test('an empty list says how to add a job', () => {
	for (const shown of [lines(80, 12, null), lines(80, 12, null, null)]) {
		const told = shown.map(line => line.trim().split(/ {2,}/));
		expect(told).toContainEqual([noJobsYet]);
		for (const {key, does} of howToBegin) expect(told).toContainEqual([key, does]);
	}
});

test('an empty list from which jobs were removed first says how to undo that', () => {
	const told = lines(80, 12, null, null, 59).map(line => line.trim().split(/ {2,}/));
	const keys = told.map(([key]) => key);
	expect(told).toContainEqual(['u', bringsBack(59)]);
	expect(keys.indexOf('u')).toBeLessThan(keys.indexOf('a'));
	expect(lines(80, 12, null, null, 0).join('\n')).not.toContain(bringsBack(1));
});
