import {secretsIn} from '../../text/mask-secrets.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {type InputState, inputText} from './state.ts';

/**
 * A field as it may be seen: a dot for each character of a secret, so that the cursor stands where it stands. Somebody
 * who pastes a job URL with its token may have others looking at the screen.
 */
export function hiddenSecrets(state: InputState): InputState {
	const secrets = secretsIn(inputText(state));
	if (secrets.length === 0) return state;
	let from = 0;
	const graphemes = state.graphemes.map((grapheme): SafeText => {
		const at = from;
		from += grapheme.length;
		return secrets.some(secret => at >= secret.from && at < secret.to) ? safe`•` : grapheme;
	});
	return {...state, graphemes};
}
