import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {isJsonObject} from '../json.ts';
import {decoded} from './input-value.ts';
import {wantedInputs} from './wanted.ts';

/** Parameters of the REST API itself. As inputs they would change the form of the answer, or show a secret. */
const reserved = /^(?:f|token|callback)$/i;

/** Parameters that `submitJob` accepts in addition to the inputs of its task ("Submit GP job"). */
const booleans = /^(?:returnTrueCurves|returnZ|returnM|simplifyFeatures)$/;
const texts = /^(?:env:\w+|esri_out_\w+)$/;

/** Whether the REST API uses a name itself, so that no input of that name can be sent. */
export function isReservedName(name: string): boolean {
	return reserved.test(name);
}

/** Makes the error for an input whose name the REST API uses itself. */
export function reservedName(name: string): SafeText {
	return safe`gpjobs cannot send an input ${safeText(name)}: the GP REST API uses that name itself.`;
}

/**
 * Checks a parameter that is not an input of the task.
 *
 * @param isOpen whether the task does not name its inputs, so that any other name is accepted
 * @returns `undefined` if it can be sent; `unknown` if it is not a parameter of `submitJob`; otherwise the error
 */
export function otherParameterFault(name: string, text: string, isOpen: boolean): SafeText | 'unknown' | undefined {
	if (isReservedName(name)) return reservedName(name);
	if (booleans.test(name)) {
		return /^(?:true|false)$/i.test(text) ? undefined : parameterCannotBe(name, text, wantedInputs.boolean);
	}
	if (name === 'context') {
		return isJsonObject(decoded(text)) ? undefined : parameterCannotBe(name, text, wantedInputs.jsonObject);
	}
	return texts.test(name) || isOpen ? undefined : 'unknown';
}

/** Makes the error for a value that a parameter of `submitJob` cannot have. */
export function parameterCannotBe(name: string, text: string, wanted: SafeText): SafeText {
	return safe`${safeText(name)} cannot be "${safeText(text.slice(0, 100))}": it is ${wanted}.`;
}
