import {expect, test} from 'vitest';
import {LineStream} from '../../source/commands/line-stream.ts';

test('takes half a million lines at once', () => {
	const stream = new LineStream();
	stream.addAll(Array.from({length: 500_000}, (_, index) => `${index}`));
	expect(stream.failure).toBeUndefined();
});
