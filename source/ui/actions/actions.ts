import {partOf} from '../../text/safe-parts.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import {contextOf} from '../screen/state.ts';
import {type Action, type Context, contextsOf, isReadOnlyNow, type Situation} from './action.ts';
import {findActions} from './find.ts';
import {jobActions} from './job.ts';
import {listActions} from './list.ts';
import {messageActions} from './messages.ts';
import {moveActions} from './move.ts';
import {openActions} from './open.ts';
import {pollingActions} from './polling.ts';
import {programActions} from './program.ts';
import {valueActions} from './values.ts';

/**
 * The table of all actions. The keyboard lookup, the footer, the help overlay, the palette, the manual page and the
 * table in the README are made from it.
 */
export const actions = {
	...moveActions,
	...openActions,
	...findActions,
	...pollingActions,
	...listActions,
	...jobActions,
	...messageActions,
	...valueActions,
	...programActions,
} satisfies Record<string, Action>;

/** The name of an action, which is its key in {@link actions}. */
export type ActionName = keyof typeof actions;

/** All actions with their names, in the order of the table. */
export const actionList = Object.entries(actions) as readonly (readonly [ActionName, Action])[];

const lookup: ReadonlyMap<string, ActionName> = new Map(
	actionList.flatMap(([name, action]) =>
		contextsOf(action).flatMap(context => action.keys.map(key => [`${context} ${key}`, name] as const)),
	),
);

/**
 * Returns the name of the action that a key has in a context; `undefined` if it has none.
 *
 * @param key the name from `keyName` or `functionKeyName`
 */
export function actionOfKey(key: string | undefined, context: Context): ActionName | undefined {
	return key === undefined ? undefined : lookup.get(`${context} ${key}`);
}

/** Returns the action with a name, in the type that all actions have in common. */
export function actionNamed(name: ActionName): Action {
	return actions[name];
}

/**
 * Returns why an action is not possible at present; `undefined` if it is possible. In read-only mode, all dangerous
 * actions are impossible.
 */
export function disabledReason(name: ActionName, situation: Situation): SafeText | undefined {
	const {isDangerous, disabledReason} = actionNamed(name);
	if (isDangerous && situation.isReadOnly) return isReadOnlyNow;
	return disabledReason?.(situation);
}

/** Runs an action in the current context, or shows why it is not possible at present. */
export function perform(screen: ScreenPort, name: ActionName): void {
	const reason = disabledReason(name, screen.situation);
	if (reason === undefined) actionNamed(name).run[contextOf(screen.state)]?.(screen);
	else screen.notify({ok: false, notice: notNow(reason)});
}

/**
 * The notice that a key has no effect at present.
 *
 * @param reason the reason, which begins in lower case
 */
export function notNow(reason: SafeText): SafeText {
	return safe`${safeText(reason.charAt(0).toUpperCase())}${partOf(reason, 1)}.`;
}
