import type {Random} from './random.ts';

/**
 * A job id in one of the two shapes that Enterprise gives.
 *
 * @param style `server`: `j` and 32 hex digits; `notebook`: `j` and a dashed UUID, as Notebook Server has it
 */
export function makeJobId(random: Random, style: 'server' | 'notebook'): string {
	const words = Array.from({length: 4}, () => Math.floor(random() * 2 ** 32));
	const hex = words.map(word => word.toString(16).padStart(8, '0')).join('');
	if (style === 'server') return `j${hex}`;
	return `j${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
