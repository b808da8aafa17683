/**
 * Decodes the percent-encoding of a text (RFC 3986). Returns the text unchanged if a sequence is broken or not UTF-8.
 */
export function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
