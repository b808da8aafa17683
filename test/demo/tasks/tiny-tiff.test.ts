import {expect, test} from 'vitest';
import {tinyTiff} from '../../../source/demo/tasks/tiny-tiff.ts';

test('the picture is a whole TIFF whose strip lies inside it', () => {
	const bytes = new DataView(tinyTiff().buffer);
	expect([bytes.getUint16(0, true), bytes.getUint16(2, true)]).toEqual([0x4949, 42]);
	const directory = bytes.getUint32(4, true);
	const tags = Array.from({length: bytes.getUint16(directory, true)}, (_, index) => {
		const at = directory + 2 + index * 12;
		return [bytes.getUint16(at, true), bytes.getUint16(at + 8, true)] as const;
	});
	expect(tags.map(([tag]) => tag)).toEqual(tags.map(([tag]) => tag).toSorted((a, b) => a - b));
	expect(new Map(tags).get(273)).toBe(bytes.byteLength - 1);
});
