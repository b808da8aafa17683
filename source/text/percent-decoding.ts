/** A text with its percent sequences decoded (RFC 3986); the text itself where one of them is broken or not UTF-8. */
export function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
