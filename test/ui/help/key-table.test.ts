import {expect, test} from 'vitest';
import {groups} from '../../../source/ui/actions/action.ts';
import {actionList, actions} from '../../../source/ui/actions/actions.ts';
import {keyTable, labelOf, withKeyTable} from '../../../source/ui/help/key-table.ts';

test('the table has a line for each action, under the name of its group', () => {
	const lines = keyTable().split('\n');
	expect(lines.slice(0, 2)).toEqual(['| | key | action |', '|---|---|---|']);
	expect(lines.length).toBe(actionList.length + 2);
	for (const line of lines) expect(line).toMatch(/^\|[^|]*\|[^|]*\|[^|]*\|$/);
	expect(lines.flatMap(line => /^\| \*\*(.+)\*\*/.exec(line)?.[1] ?? [])).toEqual(groups);
	const {cancel} = actions;
	expect(lines).toContain(`| **Job** | \`x\` | ${labelOf(cancel)} |`);
	expect(labelOf(cancel)).not.toBe(cancel.label);
	expect(labelOf({...cancel, isDangerous: false})).toBe(cancel.label);
});

test('it is put between the markers and nothing else is changed', () => {
	const readme = 'a\n<!-- keys -->\nold\n<!-- /keys -->\nb\n';
	const after = withKeyTable(readme);
	expect(after).toBe(`a\n<!-- keys -->\n${keyTable()}\n<!-- /keys -->\nb\n`);
	expect(withKeyTable(after ?? '')).toBe(after);
	expect(withKeyTable('no markers')).toBeUndefined();
	expect(withKeyTable('<!-- /keys --> <!-- keys -->')).toBeUndefined();
});
