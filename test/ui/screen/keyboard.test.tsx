/** The names of keys, from the bytes that a terminal sends through Ink. */

import {Text, useInput} from 'ink';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {actionList} from '../../../source/ui/actions/actions.ts';
import {keyName, useFunctionKeys} from '../../../source/ui/screen/keyboard.tsx';
import {bytesOf, otherNames} from '../../e2e/keys.ts';

function Keys({onKey}: {readonly onKey: (name: string | undefined) => void}) {
	useInput((input, key) => {
		// As the screen does it: a chunk of several characters is several keys.
		if (input.length > 1) for (const character of input) onKey(keyName(character, key));
		else onKey(keyName(input, key));
	});
	useFunctionKeys(onKey);
	return <Text>keys</Text>;
}

/** A key that the table does not have: once it is heard, what was sent before it has been dealt with. */
const mark = '§';

async function namesOf(...chunks: readonly string[]): Promise<readonly (string | undefined)[]> {
	const names: (string | undefined)[] = [];
	const {stdin, unmount} = render(<Keys onKey={name => names.push(name)} />);
	const heard = () => names.length;
	// Nothing is heard before Ink has drawn for the first time.
	await expect
		.poll(() => {
			stdin.write(mark);
			return heard();
		})
		.toBeGreaterThan(0);
	for (const chunk of chunks) {
		const before = heard();
		stdin.write(chunk);
		// Esc may be the beginning of another key: it is heard a little later, by itself.
		if (chunk !== '\x1B') stdin.write(mark);
		await expect.poll(heard).toBeGreaterThan(before);
	}
	unmount();
	return names.filter(name => name !== undefined && name !== mark);
}

test('every key of the table arrives with its name', async () => {
	const keys = [...new Set(actionList.flatMap(([, action]) => action.keys))];
	expect(await namesOf(...keys.map(key => bytesOf(otherNames[key] ?? key)))).toEqual(keys);
});

test('keys that arrive in one chunk are still keys', async () => {
	expect(await namesOf('jjG')).toEqual(['j', 'j', 'G']);
	expect(await namesOf('j\r')).toEqual(['j', 'Enter']);
	expect(await namesOf('j\x15 ')).toEqual(['j', 'Ctrl-U', 'Space']);
	expect(await namesOf('\x1B[A\x1B[A')).toEqual(['↑', '↑']);
});

test('the word keys of a text field have names', async () => {
	expect(await namesOf('\x1Bb', '\x1Bf', '\x0B')).toEqual(['Alt-B', 'Alt-F', 'Ctrl-K']);
});

test('input that is not in the table has no name', async () => {
	expect(await namesOf('\x1Bx', '\x1B[1;5A', '\x1B[17~', '\x1B[I', '\x1B[<0;1;1M')).toEqual([]);
});
