import {beginCancel, type CancelFlow} from '../../source/monitor/cancel.ts';
import type {SafeText} from '../../source/text/safe-text.ts';
import {cancelWords} from '../../source/ui/panes/list/cancel-words.ts';

/**
 * What is told of a cancel that has come so far; the server was asked where the facts do not say otherwise.
 *
 * @param facts what differs from a cancel that has just begun
 */
export function toldOfCancel(facts: Partial<Omit<CancelFlow, 'status'>> & {readonly status?: string}): SafeText {
	const {flow} = beginCancel(false, 0);
	return cancelWords({...flow, askedAt: 1, ...facts} as CancelFlow);
}
