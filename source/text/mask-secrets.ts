import {knownSecretsIn} from './known-secrets.ts';
import {namedSecretsIn} from './secret-patterns.ts';
import {mergedSpans, type TextSpan} from './text-span.ts';
import {viewsOf} from './text-view.ts';

/** What replaces a secret. */
export const mask = '•••';

/**
 * Replaces secrets by `•••`: those that this process knows, and what looks like one by the name before it or by its
 * shape. Both are found in a text that is percent-encoded, escaped as JSON or HTML, or holds control sequences and
 * hidden characters, too.
 *
 * @param text any text. When in doubt it masks.
 * @returns the text without them; the same text where it finds none
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

/** Rounds of masking at most: once dots replace a secret, the text around them may look like another. */
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

/** Where {@link maskSecrets} finds secrets in a text, for callers that must keep its length: in order and without overlaps. */
export function secretsIn(text: string): readonly TextSpan[] {
	const views = viewsOf(text);
	const spans = [...knownSecretsIn(views)];
	for (const {text: read, startOf, endOf} of views) {
		for (const {from, to} of namedSecretsIn(read)) spans.push({from: startOf(from), to: endOf(to)});
	}
	return mergedSpans(spans);
}

/**
 * Whether what is called so is a secret: a field, a parameter, a member of JSON.
 *
 * @param name of any length; its end says what it is
 */
export function isSecretName(name: string): boolean {
	const known = answers.get(name);
	if (known !== undefined) return known;
	// A value that no stop word and no shape decides about.
	const pair = `"${name.slice(-longestName)}": "xyzzy1"`;
	const isSecret = secretsIn(pair).some(({to}) => to > pair.length - 3);
	if (answers.size >= mostAnswers) answers.clear();
	answers.set(name, isSecret);
	return isSecret;
}

const longestName = 100;
/** Fields repeat with each record. */
const answers = new Map<string, boolean>();
const mostAnswers = 2000;
