import {loadPart} from '../text/late-part.ts';
import type {CommandName} from './command-table.ts';
import type {ExitCode} from './exit-code.ts';
import type {Invocation} from './invocation.ts';

type Run = (invocation: Invocation) => Promise<ExitCode>;

/**
 * Imports the module of a command when it is called, because most commands need neither React nor the HTTP client. It
 * is not part of the command table, because completion and help read that table: if it imported the commands, there
 * would be an import cycle.
 */
export const commandLoaders: Readonly<Record<CommandName, () => Promise<Run>>> = {
	watch: async () => (await loadPart(() => import('./watch.ts'))).watch,
	demo: async () => (await loadPart(() => import('./demo.ts'))).demo,
	add: async () => (await loadPart(() => import('./add.ts'))).add,
	label: async () => (await loadPart(() => import('./label.ts'))).label,
	tag: async () => (await loadPart(() => import('./tag.ts'))).tag,
	list: async () => (await loadPart(() => import('./list.ts'))).list,
	remove: async () => (await loadPart(() => import('./remove.ts'))).remove,
	status: async () => (await loadPart(() => import('./status.ts'))).status,
	wait: async () => (await loadPart(() => import('./wait.ts'))).wait,
	messages: async () => (await loadPart(() => import('./messages.ts'))).messages,
	inputs: async () => (await loadPart(() => import('./parameters.ts'))).inputs,
	results: async () => (await loadPart(() => import('./results.ts'))).results,
	submit: async () => (await loadPart(() => import('./submit.ts'))).submit,
	rerun: async () => (await loadPart(() => import('./submit.ts'))).rerun,
	cancel: async () => (await loadPart(() => import('./cancel.ts'))).cancel,
	metrics: async () => (await loadPart(() => import('./metrics.ts'))).metrics,
	import: async () => (await loadPart(() => import('./import.ts'))).importJobs,
	login: async () => (await loadPart(() => import('./login.ts'))).login,
	logout: async () => (await loadPart(() => import('./logout.ts'))).logout,
	trust: async () => (await loadPart(() => import('./trust.ts'))).trust,
	doctor: async () => (await loadPart(() => import('./doctor.ts'))).doctor,
	config: async () => (await loadPart(() => import('./config.ts'))).config,
	help: async () => (await loadPart(() => import('./help.ts'))).help,
	man: async () => (await loadPart(() => import('./man.ts'))).man,
	completion: async () => (await loadPart(() => import('./completion.ts'))).completion,
};
