import type {OptionName} from './options.ts';

export type CommandEntry = {
	/** The arguments of the command: `JOB… | --undo`. Completion parses this. */
	readonly usage: string;
	readonly summary: string;
	readonly options: readonly OptionName[];
	/** Example calls. */
	readonly examples?: readonly string[];
};

/** All commands. Dispatch, help, the manual page and completion read this table; `command-loaders.ts` has their code. */
export const commands = {
	watch: {
		usage: '[URL…]',
		summary: 'open the live monitor, after adding the given URLs (the word watch may be left out)',
		options: [],
	},
	demo: {
		usage: '',
		summary: 'open the monitor on an embedded GP server with sample jobs',
		options: ['jobs', 'seed', 'speed', 'secured'],
	},
	add: {
		usage: 'URL… | -',
		summary: 'add jobs to the saved list; - reads URLs from standard input, one per line',
		options: ['label', 'tag'],
	},
	list: {
		usage: '',
		summary: 'show the saved list with the last known states; asks no server',
		options: [],
	},
	remove: {
		usage: 'JOB… | --undo',
		summary: 'take jobs off the list; on their servers nothing changes',
		options: ['undo'],
	},
	status: {
		usage: 'JOB…',
		summary: 'poll the jobs once and show their states',
		options: [],
	},
	wait: {
		usage: 'JOB…',
		summary: 'wait until the jobs have ended; the exit code tells how. Faults of servers are waited out',
		options: ['any', 'all', 'fail-fast', 'timeout'],
		examples: [
			'gpjobs wait flood-2026 --timeout 2h && gpjobs results flood-2026',
			'gpjobs wait --any parcels roads',
			'gpjobs wait --json --fail-fast parcels roads >events.ndjson',
		],
	},
	messages: {
		usage: 'JOB',
		summary: 'show the messages of a job',
		options: ['follow', 'level', 'last'],
		examples: ['gpjobs messages flood-2026 --follow', 'gpjobs messages flood-2026 --level warning --last 20'],
	},
	inputs: {
		usage: 'JOB [NAME]',
		summary: 'show the inputs of a job, or one value in full',
		options: [],
	},
	results: {
		usage: 'JOB [NAME]',
		summary: 'show the results of a job, or one value in full; --output saves them',
		options: ['output', 'format', 'yes'],
	},
	submit: {
		usage: 'TASK-URL [NAME=VALUE | NAME=@FILE …]',
		summary: 'check the inputs, submit a new job, and add it to the list',
		options: ['label', 'tag', 'watch', 'wait', 'timeout'],
	},
	rerun: {
		usage: 'JOB [NAME=VALUE | NAME=@FILE …]',
		summary: 'submit a new job with the inputs of an earlier one; given inputs replace them',
		options: ['label', 'tag', 'watch', 'wait', 'timeout'],
	},
	cancel: {
		usage: 'JOB…',
		summary: 'poll the jobs, ask their servers once to cancel them, and report the outcomes',
		options: ['yes', 'wait', 'timeout'],
		examples: ['gpjobs cancel flood-2026', 'gpjobs cancel --yes --wait --timeout 5m flood-2026'],
	},
	metrics: {
		usage: '',
		summary: 'watch the saved list and serve OpenMetrics for Prometheus',
		options: ['listen', 'allow-host'],
	},
	import: {
		usage: 'SERVICE-URL|ADMIN-URL [JOB-ID…]',
		summary: "list the jobs of a service through the server's administrator API, and add the chosen ones",
		options: ['since', 'all', 'tag'],
	},
	login: {
		usage: 'SERVER',
		summary: 'sign in to a server; the sign-in is saved in the keyring, or in a file that only you can read',
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
		summary: 'delete the saved sign-in to a server',
		options: [],
	},
	trust: {
		usage: 'SERVER',
		summary: "show a server's certificate and trust it, or name a certificate authority or client certificate",
		options: ['fingerprint', 'yes', 'ca-file', 'cert-file', 'key-file', 'remove'],
	},
	doctor: {
		usage: '',
		summary: 'check terminal, folders, settings and servers; the report is safe to paste into a bug report',
		options: ['notify'],
	},
	config: {
		usage: 'get [NAME] | set NAME VALUE | path',
		summary: 'show or change the settings',
		options: [],
	},
	completion: {
		usage: 'bash|zsh|fish',
		summary: 'print the script with which a shell completes commands, options and jobs',
		options: [],
		examples: ['eval "$(gpjobs completion bash)"', 'gpjobs completion fish | source'],
	},
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof commands;

export function isCommand(word: string): word is CommandName {
	return Object.hasOwn(commands, word);
}
