import type {OptionName} from './options.ts';

export type CommandEntry = {
	/** What follows the command's name in the help. */
	readonly usage: string;
	readonly summary: string;
	readonly options: readonly OptionName[];
	/** Calls that show what it is good for. */
	readonly examples?: readonly string[];
};

/** Every command: dispatch, help, the manual page and completion read this. What runs it is in `command-loaders.ts`. */
export const commands = {
	watch: {
		usage: '[URL…]',
		summary: 'the live monitor; URLs given are added first (the word watch may be left out)',
		options: [],
	},
	demo: {
		usage: '',
		summary: 'an embedded GP server with jobs that play, and the monitor on them',
		options: ['jobs', 'seed', 'speed', 'secured'],
	},
	add: {
		usage: 'URL… | -',
		summary: "adds jobs to the saved list ('-' reads URLs from standard input, one a line)",
		options: ['label', 'tag'],
	},
	list: {
		usage: '',
		summary: 'the saved list with the last known states; asks no server',
		options: [],
	},
	remove: {
		usage: 'JOB… | --undo',
		summary: 'takes jobs off the list; nothing happens to them on their servers',
		options: ['undo'],
	},
	status: {
		usage: 'JOB…',
		summary: 'polls once and says where the jobs stand',
		options: [],
	},
	wait: {
		usage: 'JOB…',
		summary: 'until the jobs have ended; the exit code says how. Faults on the way are waited out',
		options: ['any', 'all', 'fail-fast', 'timeout'],
		examples: [
			'gpjobs wait flood-2026 --timeout 2h && gpjobs results flood-2026',
			'gpjobs wait --any parcels roads',
			'gpjobs wait --json --fail-fast parcels roads >events.ndjson',
		],
	},
	messages: {
		usage: 'JOB',
		summary: 'what a job has said',
		options: ['follow', 'level', 'last'],
		examples: ['gpjobs messages flood-2026 --follow', 'gpjobs messages flood-2026 --level warning --last 20'],
	},
	inputs: {
		usage: 'JOB [NAME]',
		summary: 'what a job was given: a line each, or one value whole',
		options: [],
	},
	results: {
		usage: 'JOB [NAME]',
		summary: 'what a job has made; --output saves it',
		options: ['output', 'format', 'yes'],
	},
	submit: {
		usage: 'TASK-URL [NAME=VALUE | NAME=@FILE …]',
		summary: 'begins a job with inputs that are checked first, and puts it on the list',
		options: ['label', 'tag', 'watch', 'wait', 'timeout'],
	},
	rerun: {
		usage: 'JOB [NAME=VALUE | NAME=@FILE …]',
		summary: 'begins another job with the inputs of one, changed where you say so',
		options: ['label', 'tag', 'watch', 'wait', 'timeout'],
	},
	cancel: {
		usage: 'JOB…',
		summary: 'asks the servers to cancel, once and after a fresh look, and tells what came of it',
		options: ['yes', 'wait', 'timeout'],
		examples: ['gpjobs cancel flood-2026', 'gpjobs cancel --yes --wait --timeout 5m flood-2026'],
	},
	metrics: {
		usage: '',
		summary: 'watches the saved list and serves OpenMetrics for Prometheus',
		options: ['listen', 'allow-host'],
	},
	import: {
		usage: 'SERVICE-URL|ADMIN-URL [JOB-ID…]',
		summary: "lists the jobs of a service by the server's administrator API, and adds the chosen ones",
		options: ['since', 'all', 'tag'],
	},
	login: {
		usage: 'SERVER',
		summary: 'signs in to a server and keeps that in the keyring, or in a file only you can read',
		options: [
			'user',
			'token-stdin',
			'token-file',
			'client-id',
			'basic',
			'portal',
			'token-url',
			'referer',
			'no-save',
			'yes',
		],
	},
	logout: {
		usage: 'SERVER',
		summary: 'forgets how to sign in to a server',
		options: [],
	},
	trust: {
		usage: 'SERVER',
		summary: 'shows the certificate of a server, and trusts that one; or names an authority',
		options: ['fingerprint', 'yes', 'ca-file', 'cert-file', 'key-file', 'remove'],
	},
	doctor: {
		usage: '',
		summary: 'what gpjobs finds around itself; safe to paste into a bug report',
		options: ['notify'],
	},
	config: {
		usage: 'get [NAME] | set NAME VALUE | path',
		summary: 'the settings',
		options: [],
	},
	completion: {
		usage: 'bash|zsh|fish',
		summary: 'a script that lets the shell complete commands, options, and the jobs of the list',
		options: [],
		examples: ['eval "$(gpjobs completion bash)"', 'gpjobs completion fish | source'],
	},
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof commands;

export function isCommand(word: string): word is CommandName {
	return Object.hasOwn(commands, word);
}
