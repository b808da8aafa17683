import {type Action, groups} from '../actions/action.ts';
import {actionList} from '../actions/actions.ts';

/**
 * The table of keys in the README, made from the table of actions.
 *
 * Actions of different contexts that share a key and a group have separate lines: what `/` does depends on the
 * context, and the label says it.
 */
export function keyTable(): string {
	const lines = ['| | key | action |', '|---|---|---|'];
	for (const group of groups) {
		const members = actionList.filter(([, action]) => action.group === group);
		for (const [index, [, action]] of members.entries()) {
			lines.push(`| ${index === 0 ? `**${group}**` : ''} | ${keysOf(action)} | ${labelOf(action)} |`);
		}
	}
	return lines.join('\n');
}

function keysOf({keys}: Action): string {
	// An action without keys is found in the palette by its name.
	return keys.length === 0 ? '`:`' : keys.map(key => `\`${key}\``).join(' ');
}

/** The label of an action in the table. */
export function labelOf({label, isDangerous}: Pick<Action, 'label' | 'isDangerous'>): string {
	return isDangerous ? `${label} (asks first)` : label;
}

const markers = {begin: '<!-- keys -->', end: '<!-- /keys -->'};

/**
 * A README with the new table between its markers.
 *
 * @returns `undefined` if the markers are missing
 */
export function withKeyTable(readme: string): string | undefined {
	const begin = readme.indexOf(markers.begin);
	const end = readme.indexOf(markers.end, begin);
	if (begin < 0 || end < 0) return undefined;
	return `${readme.slice(0, begin + markers.begin.length)}\n${keyTable()}\n${readme.slice(end)}`;
}
