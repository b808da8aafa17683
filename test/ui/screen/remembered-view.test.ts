import {expect, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {rememberedView, stateOfView} from '../../../source/ui/screen/remembered-view.ts';
import {initialScreen} from '../../../source/ui/screen/state.ts';
import {moment} from '../../monitor/watched.ts';

const begun = initialScreen({width: 80, height: 24}, moment(0));

test('the next screen has the order, the filter, the wrapping and the times of the last one', () => {
	const left = {
		...begun,
		sort: {by: 'elapsed', isInverted: true},
		filter: safe`tag:nightly`,
		messages: {...begun.messages, wraps: !begun.messages.wraps, showsTimes: !begun.messages.showsTimes},
	} as const;
	const next = {...begun, ...stateOfView(rememberedView(left))};
	expect(next).toMatchObject({
		sort: left.sort,
		filter: left.filter,
		messages: {wraps: left.messages.wraps, showsTimes: left.messages.showsTimes},
	});
});

test('a sort key of another version is replaced by the default', () => {
	const view = {...rememberedView(begun), sortBy: 'colour'};
	expect({...begun, ...stateOfView(view)}.sort).toEqual(begun.sort);
});

test('without a saved view, the defaults apply', () => {
	expect(stateOfView(null)).toEqual({});
});
