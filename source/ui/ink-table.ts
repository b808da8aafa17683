import {createRequire, Module} from 'node:module';
import * as ink from 'ink';
import type inkTable from 'ink-table';
import type {JSX as ReactJsx} from 'react';

declare global {
	// The types of ink-table 3.1 name the global namespace that @types/react 19 has no more.
	namespace JSX {
		type Element = ReactJsx.Element;
	}
}

const require = createRequire(import.meta.url);
const inkPath = createRequire(require.resolve('ink-table')).resolve('ink');

// ink-table is CommonJS and asks for Ink with `require`, which cannot load it, as Yoga awaits at its top level
// (ERR_REQUIRE_ASYNC_MODULE on every Node). So Ink is where it looks before it asks.
if (!require.cache[inkPath]) {
	const inkModule = new Module(inkPath);
	inkModule.filename = inkPath;
	inkModule.loaded = true;
	inkModule.exports = ink;
	require.cache[inkPath] = inkModule;
}

/**
 * The table of ink-table. The bundle has no `node_modules` to look in: there `scripts/build-dist.ts` puts a plain import in
 * place of this file.
 */
export const {default: Table} = require('ink-table') as typeof inkTable;
