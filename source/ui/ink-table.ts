import {createRequire, Module} from 'node:module';
import * as ink from 'ink';
import type inkTable from 'ink-table';
import type {JSX as ReactJsx} from 'react';

declare global {
	// The types of ink-table 3.1 use the global JSX namespace, which @types/react 19 no longer declares.
	namespace JSX {
		type Element = ReactJsx.Element;
	}
}

const require = createRequire(import.meta.url);
const inkPath = createRequire(require.resolve('ink-table')).resolve('ink');

// ink-table is CommonJS and loads Ink with `require`, which fails because Yoga uses top-level await
// (ERR_REQUIRE_ASYNC_MODULE on every Node). So Ink is put into the module cache first.
if (!require.cache[inkPath]) {
	const inkModule = new Module(inkPath);
	inkModule.filename = inkPath;
	inkModule.loaded = true;
	inkModule.exports = ink;
	require.cache[inkPath] = inkModule;
}

/**
 * The component of ink-table. The bundle has no `node_modules`, so `scripts/build-dist.ts` replaces this file with a
 * plain import.
 */
export const {default: Table} = require('ink-table') as typeof inkTable;
