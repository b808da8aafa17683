/**
 * The house: which folder of `source/` may import which. Every direction that is not written here fails lint;
 * `scripts/write-biome-config.ts` makes the overrides of `biome.json` from this table.
 *
 * A part is a room of the house, or a piece of a room that has rights of its own (`gp/client` may use got).
 */

/** The folders directly under `source/`. A folder deeper inside must not bear one of these names. */
export const rooms = ['commands', 'session', 'demo', 'ui', 'monitor', 'store', 'gp', 'terminal', 'text'] as const;

export type Room = (typeof rooms)[number];

/** Packages that are at home in one part of the house, with the sentence that says so. */
export const tenants = {
	react: {
		specifiers: ['react', 'react/**', 'react-*', 'react-*/**', 'ink', 'ink/**', 'ink-*', 'ink-*/**'],
		sentence: 'React and Ink live in ui/ only',
	},
	got: {specifiers: ['got', 'got/**'], sentence: 'got lives in gp/client/ only'},
	conf: {specifiers: ['conf', 'conf/**'], sentence: 'conf lives in store/ only'},
} as const;

export type Tenant = keyof typeof tenants;

export type Part = {
	/** As it is called in messages: the folder under `source/`. */
	name: string;
	room: Room;
	/** Globs of its files, as Biome reads them. */
	files: readonly string[];
	/** The other rooms that it may import. Its own room is always open to it. */
	imports: readonly Room[];
	tenants: readonly Tenant[];
	/** Whether it may name `process.stdout`. */
	writesStdout: boolean;
	/** Places of its own room that are closed to it, with the sentence that says so. */
	shut: readonly {group: readonly string[]; message: string}[];
};

const part = (name: string, room: Room, rights: Partial<Omit<Part, 'name' | 'room'>>): Part => ({
	name,
	room,
	files: [`source/${name}/**`],
	imports: [],
	tenants: [],
	writesStdout: false,
	shut: [],
	...rights,
});

const demoCommand = ['source/commands/demo*', 'source/commands/demo*/**'];
const allButDemo = rooms.filter(room => room !== 'commands' && room !== 'demo');

const uiRights = {imports: ['monitor', 'gp', 'terminal', 'text'], tenants: ['react']} as const;
const knowThePort = [
	{
		group: [
			'**/screen/app.tsx',
			'**/screen/bottom-line.tsx',
			'**/screen/controller.ts',
			'**/screen/detail-pane.tsx',
			'**/screen/keyboard.tsx',
			'**/spoken/**',
		],
		message: 'actions and dialogs know the screen by its port (screen/port.ts) only',
	},
];
/** What is shown by itself is at the bottom, then what keys do with it, then the screen that ties both together. */
const uiParts: readonly Part[] = [
	part('ui/panes', 'ui', {
		...uiRights,
		shut: [
			{
				group: ['**/actions/**', '**/dialogs/**', '**/screen/**', '**/spoken/**'],
				message: 'a pane knows its own state, not the screen around it',
			},
		],
	}),
	part('ui/actions', 'ui', {...uiRights, shut: knowThePort}),
	part('ui/dialogs', 'ui', {...uiRights, shut: knowThePort}),
];

export const parts: readonly Part[] = [
	part('commands', 'commands', {
		files: ['source/commands/**', ...demoCommand.map(glob => `!${glob}`)],
		imports: allButDemo,
		writesStdout: true,
	}),
	part('commands/demo', 'commands', {
		files: demoCommand,
		imports: [...allButDemo, 'demo'],
		writesStdout: true,
	}),
	part('session', 'session', {imports: ['ui', 'monitor', 'store', 'gp', 'terminal', 'text']}),
	part('demo', 'demo', {}),
	part('ui', 'ui', {files: ['source/ui/**', ...uiParts.map(({name}) => `!source/${name}/**`)], ...uiRights}),
	...uiParts,
	part('monitor', 'monitor', {imports: ['gp', 'text']}),
	part('store', 'store', {imports: ['gp', 'text'], tenants: ['conf']}),
	part('gp', 'gp', {files: ['source/gp/**', '!source/gp/client/**'], imports: ['text']}),
	part('gp/client', 'gp', {imports: ['text'], tenants: ['got']}),
	part('terminal', 'terminal', {imports: ['text'], writesStdout: true}),
	part('text', 'text', {}),
];

/** The launcher: an old Node must be able to parse it, so it sees `node:` modules and the way into the application. */
export const launcher = {
	file: 'source/cli.ts',
	imports: ['node:*', './commands/main.ts'],
	sentence: 'cli.ts imports node: modules and, once it knows the Node, commands/main.ts',
} as const;
