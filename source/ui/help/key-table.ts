import {type Action, groups} from '../actions/action.ts';
import {actionList} from '../actions/actions.ts';

/**
 * Makes the table of keys for the README from the table of actions. Each action has its own line, even if it shares its
 * key and group with an action of another context: what `/` does depends on the context, which the label names.
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
	// An action without keys can only be found in the palette.
	return keys.length === 0 ? '`:`' : keys.map(key => `\`${key}\``).join(' ');
}

/** Returns the label of an action in the table. It says whether the action asks for confirmation. */
export function labelOf({label, isDangerous}: Pick<Action, 'label' | 'isDangerous'>): string {
	return isDangerous ? `${label} (asks first)` : label;
}

const markers = {begin: '<!-- keys -->', end: '<!-- /keys -->'};

/**
 * Replaces the table between the markers of a README.
 *
 * @returns `undefined` if the README does not contain the markers
 */
export function withKeyTable(readme: string): string | undefined {
	const begin = readme.indexOf(markers.begin);
	const end = readme.indexOf(markers.end, begin);
	if (begin < 0 || end < 0) return undefined;
	return `${readme.slice(0, begin + markers.begin.length)}\n${keyTable()}\n${readme.slice(end)}`;
}
