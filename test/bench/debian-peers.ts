import {spawnSync} from 'node:child_process';
import process from 'node:process';

/** Programs that people would use instead, as Debian packages them. */
export const debianPeers = ['htop', 'btop', 'lnav', 'less'] as const;

export type DebianPeer = (typeof debianPeers)[number];

/**
 * The peers that can be run here. Missing ones are installed where that is possible; the others are said and left out.
 *
 * @param say takes a word about each that is left out
 */
export function installedPeers(say: (words: string) => void): ReadonlySet<DebianPeer> {
	const missing = debianPeers.filter(peer => !isInstalled(peer));
	if (missing.length > 0 && process.getuid?.() === 0 && succeeds('apt-get', ['--version'])) {
		succeeds('apt-get', ['update', '-qq']);
		succeeds('apt-get', ['install', '-y', '-qq', ...missing]);
	}
	const found = debianPeers.filter(isInstalled);
	for (const peer of debianPeers) if (!found.includes(peer)) say(`${peer} is not installed and cannot be: left out.`);
	return new Set(found);
}

function isInstalled(peer: DebianPeer): boolean {
	return succeeds(peer, ['--version']);
}

function succeeds(program: string, args: readonly string[]): boolean {
	const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
	return spawnSync(program, args, {stdio: 'ignore', env}).status === 0;
}
