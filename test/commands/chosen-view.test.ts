import {expect, test} from 'vitest';
import {viewNeedsScreen, viewRefusal, viewToSave, viewToShow} from '../../source/commands/chosen-view.ts';
import {noSortKey} from '../../source/commands/list.ts';
import {doubtfulFilter} from '../../source/commands/select-jobs.ts';

const last = {sortBy: 'job', isInverted: true, filter: 'tag:weekly', wraps: true};

test('options of the call take precedence over the last view, and only for what they name', () => {
	expect(viewToShow(last, {})).toBe(last);
	expect(viewToShow(null, {})).toBe(null);
	expect(viewToShow(last, {filter: 'tag:nightly'})).toEqual({...last, filter: 'tag:nightly'});
	expect(viewToShow(last, {sort: 'ended'})).toEqual({...last, sortBy: 'ended', isInverted: false});
	expect(viewToShow(null, {filter: ''})).toMatchObject({filter: '', sortBy: 'attention'});
});

test('what the call chose is not saved, what the user changed on the screen is', () => {
	const flags = {filter: 'tag:nightly', sort: 'ended'};
	const shown = {sortBy: 'ended', isInverted: false, filter: 'tag:nightly', wraps: false};
	expect(viewToSave(shown, last, flags)).toEqual({...last, wraps: false});
	expect(viewToSave(shown, null, flags)).toMatchObject({filter: '', sortBy: 'attention', isInverted: false});
	const changed = {...shown, filter: 'roads', isInverted: true};
	expect(viewToSave(changed, last, flags)).toEqual(changed);
	expect(viewToSave(shown, last, {})).toEqual(shown);
});

test('an unclear filter, an unknown sort key and a missing screen are refused', () => {
	expect(viewRefusal({}, false)).toBeUndefined();
	expect(viewRefusal({filter: 'problem', sort: 'ended'}, true)).toBeUndefined();
	expect(viewRefusal({sort: 'ended'}, false)).toBe(viewNeedsScreen);
	expect(viewRefusal({sort: 'size'}, true)).toBe(noSortKey('size'));
	expect(viewRefusal({filter: 'tag: x'}, true)).toBe(doubtfulFilter('tag: x', 'tag:'));
});
