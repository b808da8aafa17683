/** Parts of names by which a file might leave its folder, mean something else on another system, or not be seen. */
export const nastyParts: readonly string[] = [
	...['..', '.', '/', '\\', '%2e', '%2f', '%5c', '%00', '%', '\0', ':', '<', '$'],
	...['\u202e', '\u200d', '\u0301', '\u0338', '\u037e', '\ud83d', 'K', ' ', '-', '~'],
	...['CON', 'nul', '.part', '.json', '.txt', '.tar.gz', 'token=', 'bearer ', 'x'.repeat(99), '漢'.repeat(40)],
];
