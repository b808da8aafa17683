import {expect, test} from 'vitest';
import {safe, safeText} from '../../../source/text/safe-text.ts';
import {emptyListLines} from '../../../source/ui/list/empty-list.ts';

const lines = (...args: Parameters<typeof emptyListLines>) =>
	emptyListLines(...args).map(spans => spans.map(({text}) => text).join(''));
const fault = safe`Cannot read /home/ann/.config/gpjobs/config.json: no permission (EACCES). Ask whoever owns it.`;

test('a list that cannot be read is not called empty, and its sentence is whole', () => {
	for (const width of [40, 80, 120]) {
		const shown = lines(width, 12, null, fault);
		expect(shown.join('\n')).not.toContain('No jobs yet');
		expect(shown.join('').replaceAll(' ', '')).toContain(fault.replaceAll(' ', ''));
		for (const line of shown) expect(line).toHaveLength(width);
	}
});

test('that the list cannot be read comes before a filter that hides what is there', () => {
	expect(lines(80, 12, safeText('flood'), fault).join('\n')).toContain('cannot be read');
});

test('an empty list says how to begin', () => {
	expect(lines(80, 12, null).join('\n')).toContain('No jobs yet');
	expect(lines(80, 12, null, null).join('\n')).toContain('No jobs yet');
});
