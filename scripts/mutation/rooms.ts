/** What is tried in each room, and by which tests. Files that mostly talk to sockets, disks or React are left out. */
export type MutationRoom = {
	/** Globs from the root of the repository. */
	readonly files: readonly string[];
	readonly without?: readonly string[];
	readonly tests: readonly string[];
	/** Globs of test files that ask how much or how long, for many jobs: too long to be run for each mutant. */
	readonly withoutTests?: readonly string[];
};

export const mutationRooms: Readonly<Record<string, MutationRoom>> = {
	monitor: {
		files: ['source/monitor/*.ts'],
		tests: ['test/monitor/**/*.test.ts', 'test/ui/panes/list/*.test.ts'],
		withoutTests: [
			'test/monitor/crowd.slow.test.ts',
			'test/monitor/simulation/*.ts',
			'test/monitor/demo-server.test.ts',
		],
	},
	gp: {
		files: ['source/gp/*.ts', 'source/gp/export/*.ts'],
		tests: ['test/gp/*.test.ts', 'test/gp/export/*.test.ts'],
	},
	store: {
		files: ['source/store/*.ts'],
		tests: ['test/store/*.test.ts'],
		withoutTests: ['test/store/large-records.test.ts'],
	},
	text: {files: ['source/text/*.ts'], tests: ['test/text/*.test.ts']},
	// What draws, hears keys and speaks is tried by whole screens in test/ui/screen and test/e2e, too slow for this.
	ui: {
		files: [
			'source/ui/{header,help,input}/**/*.ts',
			'source/ui/panes/{list,map,messages,parameters,records,tree}/**/*.ts',
			'source/ui/actions/{action,actions}.ts',
			'source/ui/{header/header.tsx,help/footer.tsx,screen/keyboard.tsx,symbols.ts}',
		],
		tests: ['test/ui/**/*.test.{ts,tsx}'],
		withoutTests: [
			'test/ui/**/cost.test.{ts,tsx}',
			'test/ui/screen/random-keys.test.ts',
			'test/ui/screen/races.test.ts',
		],
	},
};
