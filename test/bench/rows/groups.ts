import type {RowGroup} from '../row.ts';
import {memory} from './memory.ts';
import {size} from './size.ts';
import {start} from './start.ts';

/** What the bench measures, in this order. */
export const groups: readonly RowGroup[] = [start, size, memory];
