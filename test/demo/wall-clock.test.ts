import {expect, test} from 'vitest';
import {wallClockText} from '../../source/demo/wall-clock.ts';

test.each([
	[0, 'Monday, November 23, 2026 2:00:00 PM'],
	[-14 * 3_600_000, 'Monday, November 23, 2026 12:00:00 AM'],
	[-2 * 3_600_000 + 5_400, 'Monday, November 23, 2026 12:00:05 PM'],
	[10 * 3_600_000, 'Tuesday, November 24, 2026 12:00:00 AM'],
])('%i ms into the demo the wall clock shows %s', (moment, text) => {
	expect(wallClockText(moment)).toBe(text);
});
