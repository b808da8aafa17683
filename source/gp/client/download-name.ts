import {safeFileName} from '../../text/file-name.ts';
import {type SafeText, safeText} from '../../text/safe-text.ts';

/** The name that a URL ends in, safe to save under; `fallback` where it ends in none. */
export function nameOfUrl(url: string, fallback: string): SafeText {
	return safeFileName(URL.parse(url)?.pathname ?? '', fallback);
}

/**
 * The name in a `Content-Disposition` (RFC 6266): `filename*` rather than `filename`. A hint: it was cleaned, but it is
 * for whoever saves to take it or not.
 */
export function nameOfDisposition(header: string | undefined): SafeText | undefined {
	if (header === undefined || header.length > 4096) return undefined;
	const extended = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
	const quoted = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]?.replace(/\\(["\\])/g, '$1');
	const bare = /;\s*filename\s*=\s*([^";\s]+)/i.exec(header)?.[1];
	const offered = extended ?? quoted ?? bare;
	if (offered === undefined) return undefined;
	const none = 'download';
	const name = safeFileName(offered, none);
	return name === none ? undefined : safeText(name);
}
