import process from 'node:process';
import type {Preferences} from '../session/preferences.ts';
import type {Surroundings} from '../terminal/capabilities.ts';

/**
 * Collects what decides what gpjobs can draw: the streams of this process, the environment, and the options that apply.
 */
export function surroundings(
	env: NodeJS.ProcessEnv,
	{isAscii, color, isColorFlag}: Pick<Preferences, 'isAscii' | 'color' | 'isColorFlag'>,
): Surroundings {
	const {stdin, stdout, platform} = process;
	return {env, stdin, stdout, platform, flags: {ascii: isAscii, color, isColorFlag}};
}
