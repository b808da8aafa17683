import {knownSecretsIn} from './known-secrets.ts';
import {namedSecretsIn} from './secret-patterns.ts';
import {mergedSpans, type TextSpan} from './text-span.ts';
import {viewsOf} from './text-view.ts';

/** The text that replaces a secret. */
export const mask = '•••';

/**
 * Replaces secrets by `•••`: those that this process knows, and text that looks like a secret because of its shape or
 * the name before it. Secrets are also found where the text is percent-encoded, escaped for JSON or HTML, or
 * interrupted by control sequences or hidden characters. When in doubt, a text is masked.
 *
 * @returns the text itself if it contains no secrets
 */
export function maskSecrets(text: string): string {
	let masked = text;
	for (let round = 0; round < mostRounds; round++) {
		const spans = secretsIn(masked);
		if (spans.length === 0) break;
		const next = withMask(masked, spans);
		if (next === masked) break;
		masked = next;
	}
	return masked;
}

/**
 * The largest number of times that a text is masked. It is masked again because the text around a masked secret may
 * then look like another secret.
 */
const mostRounds = 6;

function withMask(text: string, spans: readonly TextSpan[]): string {
	let masked = '';
	let at = 0;
	for (const {from, to} of spans) {
		masked += text.slice(at, from) + mask;
		at = to;
	}
	return masked + text.slice(at);
}

/**
 * Finds what {@link maskSecrets} would mask, for callers that must keep the length of the text.
 *
 * @returns spans in order, without overlaps
 */
export function secretsIn(text: string): readonly TextSpan[] {
	const views = viewsOf(text);
	const spans = [...knownSecretsIn(views)];
	for (const {text: read, startOf, endOf} of views) {
		for (const {from, to} of namedSecretsIn(read)) spans.push({from: startOf(from), to: endOf(to)});
	}
	return mergedSpans(spans);
}

/**
 * Whether a field, a parameter or a JSON property with this name contains a secret.
 *
 * @param name of any length; its end decides
 */
export function isSecretName(name: string): boolean {
	const known = answers.get(name);
	if (known !== undefined) return known;
	// A value that is neither an ordinary word nor shaped like a secret, so that only the name decides.
	const pair = `"${name.slice(-longestName)}": "xyzzy1"`;
	const isSecret = secretsIn(pair).some(({to}) => to > pair.length - 3);
	if (answers.size >= mostAnswers) answers.clear();
	answers.set(name, isSecret);
	return isSecret;
}

const longestName = 100;
/** Results of {@link isSecretName}, cached because it is called with the same field names for every record. */
const answers = new Map<string, boolean>();
const mostAnswers = 2000;
