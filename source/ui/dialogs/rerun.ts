import {jobName} from '../../monitor/job.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import {notSentReadOnly} from './cancel.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import {type DialogText, saysNo} from './dialog-lines.ts';

/** The dialog that asks for confirmation before a job is submitted again. */
export type RerunDialog = {readonly kind: 'rerun'; readonly url: string; readonly openedAt: number};

/** The text and the keys of the dialog that asks for confirmation before a job is submitted again. */
export const rerunDialog: DialogDefinition<RerunDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text({url}, {world}) {
		const job = world.monitor.jobs.get(url);
		return job && rerunText(jobName(job), job.address.serverName, job.address.task);
	},
};

function press(screen: ScreenPort, {url}: RerunDialog, name: string | undefined): void {
	const {rerun} = screen.world.edits;
	if (name === 'y' && rerun) {
		screen.change({dialog: null});
		if (screen.isReadOnly) return screen.notify({ok: false, notice: notSentReadOnly});
		screen.notify({ok: true, notice: rerunBegins});
		screen.edit(rerun(url));
	} else if (name === 'n' || name === 'Enter' || name === 'Esc' || name === 'q') {
		screen.change({dialog: null});
	}
}

/** The notice that is shown after confirmation, until the outcome is known. */
export const rerunBegins: SafeText = safe`Reading its inputs, then submitting…`;

/**
 * Makes the text of the dialog for submitting a job again.
 *
 * @param name the name of the job
 */
export function rerunText(name: SafeText, server: SafeText, task: SafeText): DialogText {
	return {
		title: safe`Run again?`,
		facts: [
			[safe`server`, server],
			[safe`task`, task],
			[safe`inputs`, safe`the same as ${name}, read from the server`],
		],
		notes: [safe`Submits a new job and adds it to the list. The command gpjobs rerun JOB NAME=VALUE changes inputs.`],
		keys: [
			[safe`y`, safe`submit`],
			[safe`n Enter Esc`, saysNo],
		],
	};
}
