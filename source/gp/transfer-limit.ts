import {isJsonObject} from './json.ts';

/** Members that are not searched for the flag: their contents cannot contain it and may be very large. */
const notSearched: ReadonlySet<string> = new Set(['features', 'fields', 'geometry', 'attributes', 'layerDefinition']);

/**
 * Whether the server left records out of a value because there are more than it may send (`exceededTransferLimit`, "GP
 * data types"). The flag is found wherever it is: in a feature set, in the `featureSet` of a collection, in a layer, in
 * an element of a list, or in a cell of a value table.
 */
export function exceedsTransferLimit(json: unknown): boolean {
	// The parts that have not been searched yet. Values may be nested too deeply for recursion.
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

/** Whether a flag is set. Third-party servers also send it as a text or a number. */
export function isTrue(flag: unknown): boolean {
	return flag === true || flag === 1 || (typeof flag === 'string' && flag.toLowerCase() === 'true');
}
