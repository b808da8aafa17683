import {expect, test} from 'vitest';
import {ScreenWatch} from '../../source/terminal/screen-figures.ts';

function watched() {
	let now = 1000;
	const watch = new ScreenWatch(() => now);
	return {
		watch,
		pass(milliseconds: number) {
			now += milliseconds;
		},
		key() {
			watch.asked(now);
		},
	};
}

test('a key is measured up to the next frame only', () => {
	const {watch, pass, key} = watched();
	pass(200);
	watch.wrote(3000);
	for (const delay of [3, 5, 40]) {
		pass(500);
		key();
		pass(delay);
		watch.wrote(100);
		pass(10);
		watch.wrote(50);
	}
	expect(watch.figures()).toEqual({
		firstFrame: 1200,
		keyToPaint: {median: 5, p95: 40},
		keys: 3,
		bytes: 3450,
		lasted: 200 + 3 * 510 + 48,
	});
});

test('a key that changed nothing is not measured up to the frame of the next second', () => {
	const {watch, pass, key} = watched();
	key();
	pass(600);
	watch.wrote(10);
	expect(watch.figures()).toMatchObject({keyToPaint: null, keys: 0});
	// The same key, told again by another frame that was asked for.
	watch.asked(1000);
	watch.wrote(10);
	expect(watch.figures().keys).toBe(0);
});

test('only the last thousand keys count', () => {
	const {watch, pass, key} = watched();
	for (let index = 0; index < 1500; index++) {
		pass(10);
		key();
		pass(index < 500 ? 200 : 2);
		watch.wrote(1);
	}
	expect(watch.figures()).toMatchObject({keys: 1000, keyToPaint: {median: 2, p95: 2}});
});
