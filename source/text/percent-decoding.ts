/**
 * Decodes the percent-encoding of a text (RFC 3986). A text with a sequence that is broken or not UTF-8 is returned as
 * it is.
 */
export function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
