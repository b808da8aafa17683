import type {OptionName} from './options.ts';

/** The groups of commands in the general help, each with its description. */
export const commandGroups = {
	List: 'the saved list',
	Watch: 'states, messages, the end of jobs',
	Values: 'inputs and results; --output saves results',
	Change: 'cancel asks first; the others start or find jobs',
	Access: 'sign-ins and certificates',
	Other: '',
} as const;

/** A command as help, completion and dispatch know it. */
export type CommandEntry = {
	readonly group: keyof typeof commandGroups;
	/** The arguments of the command: `JOB… | --undo`. Completion parses this. */
	readonly usage: string;
	readonly summary: string;
	readonly options: readonly OptionName[];
	/** Whether words that start with one dash are arguments and not options: `-old` in `gpjobs tag`. */
	readonly takesDashWords?: true;
	/** Whether the command has nothing to print as JSON, and therefore refuses `--json`. */
	readonly hasNoJson?: true;
	/** Example calls. */
	readonly examples?: readonly string[];
};

/** All commands. Dispatch, help, the manual page and completion read this table; `command-loaders.ts` has their code. */
export const commands = {
	watch: {
		group: 'Watch',
		usage: '[URL…]',
		summary: 'open the live monitor, after adding the given URLs (the word watch may be left out)',
		options: ['filter', 'sort', 'color'],
		examples: ['gpjobs --filter tag:nightly --sort ended'],
	},
	demo: {
		group: 'Other',
		usage: '',
		summary: 'open the monitor on an embedded GP server with sample jobs',
		options: ['filter', 'sort', 'color', 'jobs', 'seed', 'speed', 'secured'],
	},
	add: {
		group: 'List',
		usage: 'URL… | -',
		summary: 'add jobs to the saved list; - reads URLs from standard input, one per line',
		options: ['label', 'tag', 'quiet'],
	},
	label: {
		group: 'List',
		usage: 'JOB TEXT',
		summary: 'name a saved job; an empty text removes its label',
		options: ['quiet'],
		examples: ['gpjobs label 8f00 flood-2026'],
	},
	tag: {
		group: 'List',
		usage: 'JOB… +TAG -TAG',
		summary: 'add tags to saved jobs, and remove tags from them',
		options: ['quiet'],
		takesDashWords: true,
		examples: ['gpjobs tag flood-2026 parcels +nightly -test'],
	},
	list: {
		group: 'List',
		usage: '[JOB…]',
		summary: 'show the saved list, or some of its jobs, with the last known states; asks no server',
		options: ['kept', 'sort', 'last'],
		examples: ['gpjobs list status:failed', 'gpjobs list --sort ended --last 10', 'gpjobs list --kept'],
	},
	remove: {
		group: 'List',
		usage: 'JOB… | --all | --ended | --undo',
		summary: 'take jobs off the list; on their servers nothing changes',
		options: ['all', 'ended', 'older', 'undo', 'quiet'],
		examples: ['gpjobs remove --ended --older 7d', 'gpjobs remove tag:nightly', 'gpjobs remove --undo'],
	},
	status: {
		group: 'Watch',
		usage: 'JOB…',
		summary: 'poll the jobs once and show their states',
		options: ['all'],
		examples: ['gpjobs status tag:nightly', 'gpjobs status --all'],
	},
	wait: {
		group: 'Watch',
		usage: 'JOB…',
		summary: 'wait until the jobs have ended; the exit code tells how. Faults of servers are waited out',
		options: ['any', 'all', 'for', 'fail-fast', 'timeout', 'quiet'],
		examples: [
			'gpjobs wait flood-2026 --timeout 2h && gpjobs results flood-2026',
			'gpjobs wait --any parcels roads',
			'gpjobs wait --json --fail-fast parcels roads >events.ndjson',
			'gpjobs wait parcels --for running --timeout 10m && gpjobs messages parcels --follow',
		],
	},
	messages: {
		group: 'Watch',
		usage: 'JOB…',
		summary: 'show the messages of jobs; of several jobs each line begins with the name of its job',
		options: ['follow', 'level', 'grep', 'last', 'timestamps', 'all'],
		examples: [
			'gpjobs messages flood-2026 --follow --timestamps',
			'gpjobs messages flood-2026 --level warning --last 20',
			'gpjobs messages tag:nightly --level error',
		],
	},
	inputs: {
		group: 'Values',
		usage: 'JOB [NAME]',
		summary: 'show the inputs of a job, or one value in full',
		options: [],
	},
	results: {
		group: 'Values',
		usage: 'JOB [NAME]',
		summary: 'show the results of a job, or one value in full; --output saves them, also those of several jobs',
		options: ['output', 'format', 'force', 'skip-existing', 'quiet', 'yes'],
		examples: [
			'gpjobs results flood-2026 --output ./out',
			'gpjobs results flood-2026 Depth --output depth.json --force',
			'gpjobs results "tag:nightly status:succeeded" --output ./out',
		],
	},
	submit: {
		group: 'Change',
		usage: 'TASK-URL [NAME=VALUE | NAME=@FILE …]',
		summary: 'check the inputs, submit a new job, and add it to the list',
		options: ['label', 'tag', 'watch', 'wait', 'timeout', 'quiet'],
	},
	rerun: {
		group: 'Change',
		usage: 'JOB [NAME=VALUE | NAME=@FILE …]',
		summary: 'submit a new job with the inputs of an earlier one; given inputs replace them',
		options: ['label', 'tag', 'watch', 'wait', 'timeout', 'quiet'],
	},
	cancel: {
		group: 'Change',
		usage: 'JOB…',
		summary: 'poll the jobs, ask their servers once to cancel them, and report the outcomes',
		options: ['yes', 'wait', 'timeout', 'all', 'count', 'quiet'],
		examples: [
			'gpjobs cancel flood-2026',
			'gpjobs cancel --yes --wait --timeout 5m flood-2026',
			'gpjobs cancel tag:nightly --yes --count 3',
		],
	},
	metrics: {
		group: 'Other',
		usage: '[FILTER…]',
		summary: 'watch the saved list, or the jobs that a filter chooses, and serve OpenMetrics for Prometheus',
		hasNoJson: true,
		options: ['listen', 'allow-host'],
		examples: ['gpjobs metrics', 'gpjobs metrics server:gis.acme.com tag:nightly --listen 127.0.0.1:9188'],
	},
	import: {
		group: 'Change',
		usage: 'SERVICE-URL|ADMIN-URL [JOB-ID…]',
		summary: "list the jobs of a service through the server's administrator API, and add the chosen ones",
		options: ['since', 'all', 'tag', 'quiet'],
	},
	login: {
		group: 'Access',
		usage: 'SERVER | --list',
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
			'list',
		],
	},
	logout: {
		group: 'Access',
		usage: 'SERVER',
		summary: 'delete the saved sign-in to a server',
		options: [],
	},
	trust: {
		group: 'Access',
		usage: 'SERVER | --list',
		summary: "show a server's certificate and trust it, or name a certificate authority or client certificate",
		options: ['fingerprint', 'yes', 'ca-file', 'cert-file', 'key-file', 'remove', 'list'],
	},
	doctor: {
		group: 'Other',
		usage: '',
		summary: 'check terminal, folders, settings and servers; the report is safe to paste into a bug report',
		options: ['color', 'notify'],
	},
	config: {
		group: 'Other',
		usage: 'list | get [NAME] | set NAME VALUE | unset NAME | path',
		summary: 'show or change the settings; list shows those in force, and unset restores a default',
		options: [],
		examples: ['gpjobs config list', 'gpjobs config set interval 10s', 'gpjobs config unset interval'],
	},
	help: {
		group: 'Other',
		usage: '[COMMAND|commands|options|exit-codes|environment]',
		summary: 'explain a command, or list the commands, options, exit codes or environment variables',
		hasNoJson: true,
		options: [],
		examples: ['gpjobs help wait', 'gpjobs help exit-codes'],
	},
	man: {
		group: 'Other',
		usage: '',
		summary: 'print the manual page in the format of man',
		hasNoJson: true,
		options: [],
		examples: ['gpjobs man | man -l -'],
	},
	completion: {
		group: 'Other',
		usage: 'bash|zsh|fish|powershell',
		summary: 'print the script with which a shell completes commands, options and jobs',
		hasNoJson: true,
		options: [],
		examples: [
			'eval "$(gpjobs completion bash)"',
			'gpjobs completion fish | source',
			'gpjobs completion powershell | Out-String | Invoke-Expression',
		],
	},
} as const satisfies Record<string, CommandEntry>;

/** The name of a command as it is typed, such as `add` or `cancel`. */
export type CommandName = keyof typeof commands;

/** Names that other programs use for commands, with the gpjobs command that does the same. */
export const synonyms: ReadonlyMap<string, CommandName> = new Map([
	['ls', 'list'],
	['rm', 'remove'],
	['delete', 'remove'],
	['log', 'messages'],
	['logs', 'messages'],
	['tail', 'messages'],
	['ps', 'status'],
	['show', 'status'],
	['kill', 'cancel'],
	['stop', 'cancel'],
	['run', 'submit'],
	['start', 'submit'],
	['retry', 'rerun'],
	['download', 'results'],
	['settings', 'config'],
]);

/** Whether a word on the command line is the name of a command. The words in {@link synonyms} are not. */
export function isCommand(word: string): word is CommandName {
	return Object.hasOwn(commands, word);
}
