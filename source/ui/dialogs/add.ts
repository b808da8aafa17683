import {parseJobUrl} from '../../gp/job-url.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {type InputState, inputText} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {onlyField, pressInField} from './field-keys.ts';
import {nothingPasted, offerPasted, pastedHere} from './paste.ts';

/** The dialog for adding a job. */
export type AddDialog = {
	readonly kind: 'add';
	readonly field: InputState;
	/** What is wrong with the text in the field; `undefined` before it was entered. */
	readonly problem?: SafeText;
};

/** The dialog for adding a job: its text, its field and its keys. */
export const addDialog: DialogDefinition<AddDialog> = {
	deafFor: 0,
	press,
	text: ({field, problem}) => addText(inputText(field), problem),
	fields: ({field}) => [onlyField(field)],
};

function press(screen: ScreenPort, dialog: AddDialog, name: string | undefined, typed: string): void {
	if (name === 'Esc') return screen.change({dialog: null});
	if (name === 'Enter') return add(screen, dialog, inputText(dialog.field));
	screen.change({dialog: {kind: 'add', field: pressInField(dialog.field, name, typed)}});
}

/**
 * Adds the job whose URL was entered. If the text contains several jobs, or a gateway in front of the actual server,
 * the dialog for pasted text shows them first. A text without a job stays in the field, and the dialog gives the
 * reason.
 */
function add(screen: ScreenPort, dialog: AddDialog, text: string): void {
	if (text.trim() === '') return screen.change({dialog: null});
	const pasted = pastedHere(screen, text);
	if (pasted.count === 0) return screen.change({dialog: {...dialog, problem: notAJob(text)}});
	if (pasted.count > 1 || pasted.gateways.length > 0) return offerPasted(screen, pasted);
	screen.change({dialog: null});
	screen.edit(screen.world.edits.add(text));
}

/**
 * Returns why a text does not name a job, in the same words as the commands. For a GP service, it also says how to find
 * the service's jobs.
 */
export function notAJob(text: string): SafeText {
	const parsed = parseJobUrl(text);
	if (parsed.ok) return nothingPasted;
	const [service] = /^https?:\/\/[^?#&;@\s]*\/GPServer(?=\/|$)/i.exec(text.trim()) ?? [];
	return service === undefined ? parsed.sentence : safe`${parsed.sentence} ${importHint(safeText(service))}`;
}

/**
 * The hint how to find the jobs of a GP service.
 *
 * @param service the URL of the service
 */
export function importHint(service: SafeText): SafeText {
	return safe`The command gpjobs import ${service} lists the jobs of this service.`;
}

/**
 * Returns the server of a URL while it is typed, and the job when the URL is complete. The field alone would show only
 * a part of a long URL.
 */
function factsOf(text: string): DialogText['facts'] {
	const parsed = parseJobUrl(text);
	if (parsed.ok) {
		const {serverName, task, jobId} = parsed.job;
		return [
			[safe`server`, serverName],
			[safe`task`, task],
			[safe`job id`, jobId],
		];
	}
	const host = URL.parse(text.trim())?.host ?? '';
	return host === '' ? [] : [[safe`server`, safeText(host)]];
}

/**
 * Makes the text of the dialog for adding a job.
 *
 * @param problem what is wrong with the text in the field
 */
export function addText(typed: string, problem?: SafeText): DialogText {
	const hint = safe`The URL of a job: …/GPServer/<task>/jobs/<job id>. gpjobs uses a token in it in this run only.`;
	return {
		title: safe`Add a job`,
		facts: factsOf(typed),
		notes: [problem ?? hint],
		keys: [
			[safe`Enter`, safe`add`],
			[safe`Esc`, closes],
		],
	};
}
