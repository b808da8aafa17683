import type {RowGroup} from '../row.ts';
import {growth} from './growth.ts';
import {keys} from './keys.ts';
import {memory} from './memory.ts';
import {messages} from './messages.ts';
import {polling} from './polling.ts';
import {requests} from './requests.ts';
import {size} from './size.ts';
import {start} from './start.ts';

/** What the bench measures, in this order. */
export const groups: readonly RowGroup[] = [start, keys, polling, requests, growth, messages, size, memory];
