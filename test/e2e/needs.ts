import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';
import process from 'node:process';
import {test} from 'vitest';
import {notePrefix} from './needs-note.ts';
import {hasNode, type NodeName} from './nodes.ts';
import {canMountHere, canUnshare} from './root-rights.ts';

/** Whether a program is on the search path. */
export function isInstalled(program: string, path = process.env.PATH ?? ''): boolean {
	return path.split(delimiter).some(folder => {
		try {
			accessSync(join(folder, program), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

/** Programs that tests start, and the Debian package that brings each; `.ci/run` installs all of them. */
export const debianPackages = {
	bash: 'bash',
	fish: 'fish',
	groff: 'groff',
	jq: 'jq',
	man: 'man-db',
	nginx: 'nginx-light',
	prometheus: 'prometheus',
	promtool: 'prometheus',
	python3: 'python3',
	setpriv: 'util-linux',
	ssh: 'openssh-client',
	sshd: 'openssh-server',
	'systemd-analyze': 'systemd',
	tinyproxy: 'tinyproxy',
	tmux: 'tmux',
	zsh: 'zsh',
} as const;

type Program = keyof typeof debianPackages;

/** What else a test may need, and how one gets it. What is of the platform is never failed for want of. */
const others = {
	'a POSIX system': {isThere: () => process.platform !== 'win32', how: 'Linux or macOS', isPlatform: true},
	Linux: {isThere: () => process.platform === 'linux', how: 'Linux', isPlatform: true},
	root: {isThere: () => process.geteuid?.() === 0, how: 'run the tests as root'},
	'PID namespaces': {isThere: canUnshare, how: 'Linux, and the right to unshare'},
	'file systems of its own': {isThere: canMountHere, how: 'root on Linux, with the right to mount'},
} as const;

export type Need = Program | keyof typeof others | `Node ${NodeName}`;

type Met = {readonly isMet: boolean; readonly how: string; readonly isPlatform?: boolean};

function lookFor(need: Need): Met {
	if (need in others) {
		const {isThere, ...rest} = others[need as keyof typeof others];
		return {isMet: isThere(), ...rest};
	}
	if (need.startsWith('Node ')) return {isMet: hasNode(need.slice(5) as NodeName), how: 'npm run nodes'};
	const name = debianPackages[need as Program];
	return {isMet: isInstalled(need), how: `apt-get install ${name}`};
}

/** What becomes of a test whose need may not be there. */
export function fateOf({isMet, isPlatform = false}: Met, noSkips: string | undefined): 'run' | 'skip' | 'fail' {
	if (isMet) return 'run';
	return noSkips && !isPlatform ? 'fail' : 'skip';
}

/**
 * `test` for what needs something that `npm ci` does not bring:
 *
 *     needs('tmux')('the monitor runs in tmux', async () => { … });
 *
 * Where one of the needs is missing the tests are skipped, and the last line of the run says what was missing and how to
 * get it; where `GPJOBS_NO_SKIPS` is set they fail, unless the platform itself is the reason.
 */
export function needs(...needed: readonly Need[]): typeof test {
	const missing = needed.map(need => ({need, ...lookFor(need)})).find(({isMet}) => !isMet);
	return missing === undefined ? test : without(missing.need, missing, process.env.GPJOBS_NO_SKIPS);
}

/** `test` where something is missing: it skips or fails, whatever it is given to do. @param make vitest's own */
export function without(
	need: string,
	met: Met,
	noSkips: string | undefined,
	make: (name: string, body: (context: {readonly skip: (note: string) => void}) => void) => void = test,
): typeof test {
	const note = `${notePrefix}${need} (${met.how})`;
	const only = (name: string) =>
		make(name, ({skip}) => {
			if (fateOf(met, noSkips) === 'fail') throw new Error(`This test ${note}, and GPJOBS_NO_SKIPS is set.`);
			skip(note);
		});
	return Object.assign(only, {each: () => only, for: () => only}) as unknown as typeof test;
}
