/**
 * A set-up file of vitest: whatever way a test ends, nothing that it started outlives it. So a program is opened by each
 * test, not before all of them, and tests that open programs are not `concurrent`.
 */
import {afterEach} from 'vitest';
import {closeAll} from './open-programs.ts';

afterEach(closeAll);
