import {maskSecrets} from '../../text/mask-secrets.ts';

/**
 * Whether what is called so is masked where name and value stand in one text (`"token": "…"`): then it is masked too
 * where each has a place of its own.
 */
export function isSecretName(name: string): boolean {
	const pair = `"${name.slice(-longest)}": "x"`;
	return maskSecrets(pair) !== pair;
}

/** The end of a name says what it is. */
const longest = 100;
