import {expect, test} from 'vitest';
import {docCommentsIn, drawnOf} from '../../scripts/draw-comments.ts';

const source = `import x from 'x';

/** One line. */
export const one = 1;

// No doc comment.
export type Two = {
	/**
	 * Several lines,
	 * and a second one.
	 *
	 * @param name what it is called
	 */
	readonly two: (name: string) => void;
};
`;

test('a doc comment has its text, its line and what stands below it', () => {
	expect(docCommentsIn('a.ts', source)).toEqual([
		{path: 'a.ts', line: 3, text: 'One line.', code: 'export const one = 1;'},
		{
			path: 'a.ts',
			line: 8,
			text: 'Several lines,\nand a second one.\n@param name what it is called',
			code: 'readonly two: (name: string) => void;',
		},
	]);
});

test('a seed always draws the same comments, each at most once', () => {
	const comments = Array.from({length: 50}, (_, line) => ({path: 'a.ts', line, text: `number ${line}`, code: ''}));
	const drawn = drawnOf(comments, 20, '7');
	expect(new Set(drawn).size).toBe(20);
	expect(drawnOf(comments.toReversed(), 20, '7')).toEqual(drawn);
	expect(drawnOf(comments, 20, '8')).not.toEqual(drawn);
	expect(drawnOf(comments, 60, '7').length).toBe(50);
});
