import {type Action, groups} from '../actions/action.ts';
import {actionList} from '../actions/actions.ts';

/**
 * The table of keys for the README, made from the key table.
 *
 * Actions of different places that share key and group stand in lines of their own: what `/` does depends on where one
 * is, and the label says it.
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
	// What has no key of its own is found by its name.
	return keys.length === 0 ? '`:`' : keys.map(key => `\`${key}\``).join(' ');
}

/** What an action does, as the table says it. */
export function labelOf({label, isDangerous}: Pick<Action, 'label' | 'isDangerous'>): string {
	return isDangerous ? `${label} (asks first)` : label;
}

const markers = {begin: '<!-- keys -->', end: '<!-- /keys -->'};

/**
 * A README with the table between its markers.
 *
 * @returns `undefined` where the markers are missing
 */
export function withKeyTable(readme: string): string | undefined {
	const begin = readme.indexOf(markers.begin);
	const end = readme.indexOf(markers.end, begin);
	if (begin < 0 || end < 0) return undefined;
	return `${readme.slice(0, begin + markers.begin.length)}\n${keyTable()}\n${readme.slice(end)}`;
}
