const mask = '•••';

/**
 * What a secret runs on to: a space, a line break, a quote, `&` or a bracket. Control characters do not end it, so
 * that a secret with one inside is masked to its end.
 */
const secret = '[^ \\t\\r\\n&"\'<>]+';

/** `token=…`, `access_token=…`, `password=…`, `client_secret=…`, also `token%3D…` and `"token": "…"`. */
const namedSecret = new RegExp(`(token|passw(?:or)?d|pwd|secret)( ?= ?|%3D|["'] ?: ?["'])${secret}`, 'giu');

/** `X-Esri-Authorization: Bearer …`, `Authorization: Basic …`, and the same as an object prints them. */
const authorizationHeader = new RegExp(
	`(authorization["']? ?[:=] ?["']?)(?:(?:bearer|basic|digest|negotiate|ntlm) +)?${secret}`,
	'giu',
);

const bearer = new RegExp(`\\b(bearer) +${secret}`, 'giu');

/** `//user:password@host`. */
const userinfo = /:\/\/[^ \t\r\n"'<>/?#]+@/gu;

/**
 * Replaces tokens, passwords and authorization headers by `•••`.
 *
 * @param text any text; the names of secrets are those of the ArcGIS REST API (`token`, `client_secret`,
 * `X-Esri-Authorization`) and of HTTP. It rather masks a word too many than one too few.
 * @returns the text without them; the same text where there are none
 */
export function maskSecrets(text: string): string {
	return text
		.replace(namedSecret, `$1$2${mask}`)
		.replace(authorizationHeader, `$1${mask}`)
		.replace(bearer, `$1 ${mask}`)
		.replace(userinfo, `://${mask}@`);
}
