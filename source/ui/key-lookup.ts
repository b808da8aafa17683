import type {Key} from 'ink';
import type {SafeText} from '../text/safe-text.ts';
import {keyName} from './help/key-name.ts';
import {type Action, type ActionName, actionList, actions, type Context, type Situation} from './actions/actions.ts';

const lookup: ReadonlyMap<string, ActionName> = new Map(
	actionList.flatMap(([name, action]) =>
		action.contexts.flatMap(context => action.keys.map(key => [`${context} ${key}`, name] as const)),
	),
);

/** What Ink's `useInput` gives; of a chunk with several characters, one at a time. */
type KeyPress = {readonly input: string; readonly key: Key};

/** The action of a key in a context. */
export function actionFor({input, key}: KeyPress, context: Context): ActionName | undefined {
	return actionOfKey(keyName(input, key), context);
}

/** The action of a key that is known by name, as `functionKeyName` gives it for those that Ink keeps for itself. */
export function actionOfKey(name: string | undefined, context: Context): ActionName | undefined {
	return name === undefined ? undefined : lookup.get(`${context} ${name}`);
}

/** Why an action cannot be done now; `undefined` where it can. */
export function disabledReason(name: ActionName, situation: Situation): SafeText | undefined {
	const action: Action = actions[name];
	return action.disabledReason?.(situation);
}
