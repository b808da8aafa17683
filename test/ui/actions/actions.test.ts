import type {Key} from 'ink';
import {describe, expect, test} from 'vitest';
import {beginCancel} from '../../../source/monitor/cancel.ts';
import type {WatchedJob} from '../../../source/monitor/job.ts';
import {
	type Context,
	contexts,
	contextsOf,
	groups,
	isReadOnlyNow,
	listIsEmpty,
	noJobSelected,
	type Situation,
} from '../../../source/ui/actions/action.ts';
import {type ActionName, actionList, actionOfKey, disabledReason} from '../../../source/ui/actions/actions.ts';
import {
	alreadyAskedFor,
	alreadyCancelling,
	alreadyEnded,
	notAskedToSignIn,
	unknownToServer,
} from '../../../source/ui/actions/job.ts';
import {nothingMarked, nothingRemoved} from '../../../source/ui/actions/list.ts';
import {keyName} from '../../../source/ui/screen/keyboard.tsx';
import {answered, lived, sampleJobs, second} from '../panes/list/sample-jobs.ts';
import {someSituation} from '../panes/list/some-situation.ts';

const noKey: Key = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
};

test('a key has at most one action in each context', () => {
	const taken = actionList.flatMap(([name, action]) =>
		contextsOf(action).flatMap(context => action.keys.map(key => ({place: `${context} ${key}`, name}))),
	);
	const places = taken.map(({place}) => place);
	expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
});

test('every action has keys, a context, a short label and a visible group', () => {
	for (const [name, action] of actionList) {
		// What has no key is found by its name.
		if (name !== 'rerun') expect(action.keys.length, name).toBeGreaterThan(0);
		expect(contextsOf(action).length, name).toBeGreaterThan(0);
		expect(action.label.length, name).toBeLessThanOrEqual(28);
		expect(groups, name).toContain(action.group);
	}
});

test('only actions that change something on a server are dangerous, and read-only mode refuses them', () => {
	const dangerous = actionList.filter(([, {isDangerous}]) => isDangerous).map(([name]) => name);
	expect(dangerous).toEqual(['cancel', 'rerun']);
	for (const name of dangerous) expect(disabledReason(name, {...situation, isReadOnly: true})).toBe(isReadOnlyNow);
});

test('actions that work in dialogs work in every context, with keys that do not type text', () => {
	const always = actionList.filter(([, {worksInDialogs}]) => worksInDialogs);
	expect(always.map(([name]) => name)).toEqual(['redraw', 'suspend', 'quitAtOnce']);
	for (const [name, action] of always) {
		expect(contextsOf(action), name).toEqual(contexts);
		for (const key of action.keys) expect(key).toMatch(/^Ctrl-[A-Z]$/);
	}
});

test('no action has a key that terminals reserve', () => {
	const keys = actionList.flatMap(([, action]) => action.keys);
	expect(keys.filter(key => /^(Ctrl-[SQ]|Alt|F10|F11)/.test(key))).toEqual([]);
	// A function key has a twin for terminals that have none.
	for (const [name, {keys: own}] of actionList) if (own.some(key => /^F\d/.test(key))) expect(own.length, name).toBe(2);
});

describe('what a key does', () => {
	test.each<[string, Partial<Key>, Context, ActionName | undefined]>([
		['j', {}, 'list', 'moveDown'],
		['', {downArrow: true}, 'messages', 'moveDown'],
		['', {upArrow: true}, 'help', 'moveUp'],
		['g', {}, 'list', 'top'],
		['G', {shift: true}, 'list', 'bottom'],
		['G', {}, 'list', 'bottom'],
		['', {home: true}, 'about', 'top'],
		['', {pageDown: true}, 'list', 'pageDown'],
		['d', {ctrl: true}, 'list', 'halfPageDown'],
		['\u0004', {}, 'list', 'halfPageDown'],
		['d', {}, 'list', undefined],
		['D', {shift: true}, 'list', 'remove'],
		['D', {shift: true}, 'messages', undefined],
		['\r', {return: true}, 'list', 'open'],
		['\r', {}, 'list', 'open'],
		['', {escape: true}, 'list', 'leave'],
		['', {escape: true, meta: true}, 'messages', 'back'],
		['', {escape: true}, 'about', 'back'],
		['q', {}, 'list', 'quit'],
		['q', {}, 'messages', 'back'],
		['q', {}, 'help', 'back'],
		['c', {ctrl: true}, 'help', 'quitAtOnce'],
		['c', {}, 'list', undefined],
		['', {tab: true}, 'list', 'nextPane'],
		['\t', {}, 'list', 'nextPane'],
		['', {tab: true, shift: true}, 'list', 'previousPane'],
		['3', {}, 'messages', 'showInputs'],
		['/', {}, 'list', 'filter'],
		['/', {}, 'messages', 'search'],
		[' ', {}, 'list', 'mark'],
		[' ', {}, 'messages', 'readDown'],
		['*', {}, 'list', 'markAll'],
		['x', {}, 'list', 'cancel'],
		['x', {}, 'parameters', 'cancel'],
		['x', {}, 'help', undefined],
		['x', {meta: true}, 'list', undefined],
		['x', {ctrl: true}, 'list', undefined],
		['x', {eventType: 'release'}, 'list', undefined],
		['xx', {}, 'list', undefined],
		['', {}, 'list', undefined],
		['', {ctrl: true, downArrow: true}, 'list', undefined],
		['z', {ctrl: true}, 'messages', 'suspend'],
		['\u001A', {}, 'messages', 'suspend'],
		['l', {ctrl: true}, 'list', 'redraw'],
		['l', {}, 'messages', 'right'],
		['ü', {}, 'list', undefined],
		['😀', {}, 'list', undefined],
		['constructor', {}, 'list', undefined],
	])('%j %j in %s: %s', (input, flags, context, name) => {
		expect(actionOfKey(keyName(input, {...noKey, ...flags}), context)).toBe(name);
	});

	test('function keys have names', () => {
		expect(actionOfKey('F1', 'list')).toBe('help');
		expect(actionOfKey('F5', 'about')).toBe('refreshAll');
		expect(actionOfKey(undefined, 'list')).toBeUndefined();
	});

	test('every context has a key to leave it and a key for help', () => {
		for (const context of contexts) {
			expect(actionOfKey('q', context)).toBeDefined();
			expect(actionOfKey('Esc', context)).toBeDefined();
			expect(actionOfKey('Esc', context)).not.toBe('quit');
			expect(actionOfKey('?', context)).toBe('help');
			expect(actionOfKey('Ctrl-C', context)).toBe('quitAtOnce');
		}
	});
});

const situation = someSituation;
const cancelling = lived(sampleJobs.running, answered({jobStatus: 'esriJobCancelling'}, second));
const asked = (whenRunning: boolean): WatchedJob => ({
	...sampleJobs.running,
	cancel: beginCancel(whenRunning, 0).flow,
});

describe('reasons why an action is not possible', () => {
	test.each<[ActionName, string | undefined, Partial<Situation>]>([
		['cancel', undefined, {}],
		['cancel', undefined, {job: sampleJobs.stale}],
		['cancel', undefined, {job: sampleJobs.asking}],
		['cancel', undefined, {job: sampleJobs.queued}],
		['cancel', noJobSelected, {job: null}],
		['cancel', alreadyEnded('succeeded'), {job: sampleJobs.succeeded}],
		['cancel', alreadyEnded('failed'), {job: sampleJobs.failed}],
		['cancel', unknownToServer, {job: sampleJobs.gone}],
		['cancel', alreadyCancelling, {job: cancelling}],
		['cancel', alreadyAskedFor, {job: asked(false)}],
		['cancel', undefined, {job: asked(true)}],
		['cancel', undefined, {job: sampleJobs.succeeded, marks: 2}],
		['open', noJobSelected, {job: null}],
		['remove', undefined, {job: null, marks: 2}],
		['remove', noJobSelected, {job: null}],
		['undo', nothingRemoved, {}],
		['undo', undefined, {canUndo: true}],
		['clearMarks', nothingMarked, {}],
		['signIn', notAskedToSignIn, {}],
		['signIn', undefined, {asksForSignIn: true}],
		['filter', listIsEmpty, {jobs: 0, job: null}],
		['add', undefined, {jobs: 0, job: null, isReadOnly: true}],
	])('%s: %s', (name, reason, more) => {
		expect(disabledReason(name, {...situation, ...more})).toBe(reason);
	});
});
