import type {RowGroup} from '../row.ts';
import {keys} from './keys.ts';
import {memory} from './memory.ts';
import {polling} from './polling.ts';
import {size} from './size.ts';
import {start} from './start.ts';

/** What the bench measures, in this order. */
export const groups: readonly RowGroup[] = [start, keys, polling, size, memory];
