import {join} from 'node:path';
import * as z from 'zod/mini';
import {openServerMap, type ServerMap} from './server-map.ts';

/** How long jobs of each task ran, by the task's URL: milliseconds, the oldest first. */
export function openDurations(home: string): ServerMap<readonly number[]> {
	return openServerMap(join(home, 'durations', 'tasks.json'), z.readonly(z.array(z.number().check(z.nonnegative()))), {
		guard: 'any',
	});
}
