import {isSecretName, mask, maskSecrets} from '../text/mask-secrets.ts';
import {ExactNumber} from './exact-json.ts';

/**
 * Whether values of a data type are hidden: GPStringHidden, GPEncryptedString, and types with similar names, also as a
 * multivalue ("GP data types").
 */
export function isHiddenType(dataType: string | null | undefined): boolean {
	return /hidden|encrypted|password|secret/i.test(dataType ?? '');
}

/**
 * Replaces the secrets in a decoded value by `•••`, so that it can be shown, written as JSON and saved. These are
 * masked: everything that {@link maskSecrets} finds in strings and property names; properties with the name of a secret
 * (`token` next to the `url` of a secured layer, see "General information" of the GP tools), including their contents;
 * values whose own `dataType` is hidden (GPComposite); the value of a pair `{name: "password", value: …}`; and fields
 * of a record set whose name or alias is that of a secret.
 *
 * @param isSecret whether the whole value is a secret
 * @returns the value itself if it contains no secrets
 */
export function shownJson(value: unknown, isSecret = false): unknown {
	return shown(value, isSecret, 0);
}

/**
 * The deepest nesting that is handled. Decoded answers are limited already (`json-text.ts`); this limit is for other
 * values.
 */
const deepest = 1000;
const tooDeep = '(nested too deeply to be shown)';

function shown(value: unknown, isSecret: boolean, depth: number): unknown {
	switch (typeof value) {
		case 'string':
			return isSecret ? maskOf(value) : maskSecrets(value);
		case 'number':
		case 'bigint':
			return isSecret ? mask : value;
		case 'object':
			if (value === null) return value;
			if (value instanceof ExactNumber) return isSecret ? mask : value;
			if (depth > deepest) return tooDeep;
			return Array.isArray(value) ? shownList(value, isSecret, depth) : shownObject(value, isSecret, depth);
		default:
			return value;
	}
}

/** Returns the mask for a secret text. Empty text is not masked. */
function maskOf(text: string): string {
	return text === '' ? '' : mask;
}

function shownList(list: readonly unknown[], isSecret: boolean, depth: number): readonly unknown[] {
	let changed: unknown[] | undefined;
	for (let index = 0; index < list.length; index++) {
		const before = list[index];
		// A shortcut for coordinates: lists of numbers are the most common lists.
		if (typeof before === 'number' && !isSecret) continue;
		const after = shown(before, isSecret, depth + 1);
		if (after === before) continue;
		changed ??= list.slice();
		changed[index] = after;
	}
	return changed ?? list;
}

const pairNames = ['name', 'key', 'paramName', 'parameterName', 'property'] as const;
const pairValues: ReadonlySet<string> = new Set(['value', 'values', 'defaultValue', 'val']);

function shownObject(object: object, isSecret: boolean, depth: number): object {
	const members = Object.entries(object);
	const hidesValue = isHiddenType(textIn(object, 'dataType')) || pairNames.some(key => isSecretText(object, key));
	const secretFields = secretFieldsOf(object);
	let hasChanged = false;
	const shownMembers = members.map(([name, before]): [string, unknown] => {
		const hides = isSecret || isSecretMember(name, before) || (hidesValue && pairValues.has(name));
		const masked = shown(before, hides, depth + 1);
		const after = name === 'features' && secretFields.size > 0 ? withoutFields(masked, secretFields) : masked;
		const shownName = maskSecrets(name);
		if (after !== before || shownName !== name) hasChanged = true;
		return [shownName, after];
	});
	return hasChanged ? Object.fromEntries(shownMembers) : object;
}

/** Whether a property is secret because of its name. `tokens: 3` is a count, not a secret. */
function isSecretMember(name: string, value: unknown): boolean {
	return isSecretName(name) && !(typeof value === 'number' && /s$/i.test(name));
}

function textIn(object: object, key: string): string | undefined {
	const text: unknown = Object.hasOwn(object, key) ? object[key as keyof typeof object] : undefined;
	return typeof text === 'string' ? text : undefined;
}

function isSecretText(object: object, key: string): boolean {
	const text = textIn(object, key);
	return text !== undefined && isSecretName(text);
}

/** Returns the fields of a record set that are secret because of their alias or type. Names are checked elsewhere. */
function secretFieldsOf(object: object): ReadonlySet<string> {
	const fields: unknown = Object.hasOwn(object, 'features') && 'fields' in object ? object.fields : undefined;
	if (!Array.isArray(fields)) return noFields;
	const secret = fields.flatMap((field: unknown): string[] => {
		if (typeof field !== 'object' || field === null) return [];
		const isHidden = isHiddenType(textIn(field, 'type')) || isHiddenType(textIn(field, 'dataType'));
		const name = textIn(field, 'name');
		return name !== undefined && (isHidden || isSecretText(field, 'alias')) ? [name] : [];
	});
	return secret.length === 0 ? noFields : new Set(secret);
}

const noFields: ReadonlySet<string> = new Set();

function withoutFields(features: unknown, names: ReadonlySet<string>): unknown {
	if (!Array.isArray(features)) return features;
	return features.map((feature: unknown) => {
		if (typeof feature !== 'object' || feature === null || !('attributes' in feature)) return feature;
		return {...feature, attributes: withoutMembers(feature.attributes, name => names.has(name))};
	});
}

/** Copies an object and masks the values of some properties. */
function withoutMembers(object: unknown, isSecret: (name: string) => boolean): unknown {
	if (typeof object !== 'object' || object === null || Array.isArray(object)) return object;
	return Object.fromEntries(
		Object.entries(object).map(([name, value]) => [name, isSecret(name) ? shownJson(value, true) : value]),
	);
}
