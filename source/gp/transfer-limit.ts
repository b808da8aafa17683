import {isJsonObject} from './json.ts';

/** Members whose contents cannot contain the flag, and which may be very large. */
const notSearched: ReadonlySet<string> = new Set(['features', 'fields', 'geometry', 'attributes', 'layerDefinition']);

/**
 * Whether the server left records out of a value because there are more than it may send (`exceededTransferLimit`, "GP
 * data types"). The flag is found wherever it is: in a feature set, in the `featureSet` of a collection, in a layer, in
 * an element of a list, or in a cell of a value table.
 */
export function exceedsTransferLimit(json: unknown): boolean {
	// A list of what is left to search instead of recursion, because values may be nested deeply.
	const left: unknown[] = [json];
	for (let value = left.pop(); value !== undefined; value = left.pop()) {
		if (Array.isArray(value)) {
			for (const item of value) if (typeof item === 'object' && item !== null) left.push(item);
		} else if (isJsonObject(value)) {
			if (isTrue(value.exceededTransferLimit)) return true;
			for (const [name, member] of Object.entries(value)) {
				if (typeof member === 'object' && member !== null && !notSearched.has(name)) left.push(member);
			}
		}
	}
	return false;
}

/** Whether a flag is set. Servers of third parties also send it as a text or a number. */
export function isTrue(flag: unknown): boolean {
	return flag === true || flag === 1 || (typeof flag === 'string' && flag.toLowerCase() === 'true');
}
