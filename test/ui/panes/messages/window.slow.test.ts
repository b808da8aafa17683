import {expect, test} from 'vitest';
import {safeText} from '../../../../source/text/safe-text.ts';
import {type MessagesAction, updateMessages} from '../../../../source/ui/panes/messages/state.ts';
import {messagePaneLines} from '../../../../source/ui/panes/messages/window.ts';
import {isThorough} from '../../../often.ts';
import {message, paneAfter} from './any-messages.ts';

const placeholder = safeText('No messages yet.');
const look = {placeholder, isAscii: false};
const top: MessagesAction = {type: 'go', to: 'top'};
const wrap: MessagesAction = {type: 'toggle-wrap'};
const size = (width: number, height: number): MessagesAction => ({type: 'resize', size: {width, height}});
const search = (query: string): MessagesAction => ({type: 'search', query: safeText(query)});

test.each(isThorough ? [100_000, 1_000_000] : [100_000])('%i messages', total => {
	const text = 'Step 3 of 5: kriging of the parcel layer with the parameters';
	const all = Array.from({length: total}, (_, index) => ({
		...message(`${text} ${index}`, index % 1000 === 7 ? 'warning' : 'info'),
	}));
	const most = all.slice(0, -10);
	const timed = <T>(name: string, work: () => T): T => {
		const begun = performance.now();
		const result = work();
		figures.push(`${name} ${(performance.now() - begun).toFixed(2)} ms`);
		return result;
	};
	const figures: string[] = [];
	let state = paneAfter([], size(200, 50));
	state = timed('first', () => updateMessages(state, {type: 'messages', messages: most}));
	state = timed('append 10', () => updateMessages(state, {type: 'messages', messages: all}));
	timed('window', () => messagePaneLines(state, look));
	timed('window again', () => messagePaneLines(state, look));
	state = timed('page up', () => updateMessages(state, {type: 'scroll', by: 'page', direction: 'up'}));
	state = timed('wrap', () => updateMessages(state, wrap));
	timed('window wrapped', () => messagePaneLines(state, look));
	state = timed('level', () => updateMessages(state, {type: 'cycle-level'}));
	state = timed('level', () => updateMessages(state, {type: 'cycle-level'}));
	state = timed('level', () => updateMessages(state, {type: 'cycle-level'}));
	state = timed('search all, no hit', () => updateMessages(state, search('zebra')));
	state = timed('search, all hit', () => updateMessages(state, search('kriging')));
	state = timed('previous hit', () => updateMessages(state, {type: 'hit', direction: 'previous'}));
	timed('window with hits', () => messagePaneLines(state, look));
	state = timed('g', () => updateMessages(state, top));
	state = timed('next alert', () => updateMessages(state, {type: 'alert', direction: 'next'}));
	console.log(`${total} messages: ${figures.join(' · ')}`);
	expect(state.search?.hits.count).toBe(total);
	expect(state.focus?.message).toBe(7);
});
