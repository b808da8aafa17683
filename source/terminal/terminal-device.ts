import {
	closeSync,
	constants,
	fstatSync,
	openSync,
	readdirSync,
	readFileSync,
	type Stats,
	statSync,
	writeSync,
} from 'node:fs';
import process from 'node:process';
import {isatty} from 'node:tty';

/** A terminal that accepts what it has room for and never blocks. */
export type TerminalDevice = {
	/**
	 * @returns how many bytes it took; 0 where it has no room now
	 * @throws when the terminal is gone
	 */
	write(bytes: Uint8Array): number;
	close(): void;
};

const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Opens the terminal behind a file descriptor a second time, so that a write never waits for its reader.
 *
 * Node writes to a terminal synchronously: while nobody reads, on a stalled ssh connection, timers and signals stand
 * still. `O_NONBLOCK` on the descriptor that there is would also change it for the shell and for every child, as it
 * belongs to the open file that all of them share; a second opening has one of its own.
 *
 * @param fd the terminal, usually 1
 * @param paths where it may be found, the surest first
 * @returns undefined where it cannot be opened again: not a terminal, Windows, or no rights to it
 */
export function openTerminal(fd: number, paths: readonly string[] = pathsTo(fd)): TerminalDevice | undefined {
	if (!isatty(fd)) return undefined;
	for (const path of paths) {
		const opened = open(path);
		if (opened === undefined) continue;
		if (isSameTerminal(fd, opened, path)) return deviceOf(opened);
		closeSync(opened);
	}
	return undefined;
}

function deviceOf(fd: number): TerminalDevice {
	return {
		write(bytes) {
			try {
				return writeSync(fd, bytes);
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
				throw error;
			}
		},
		close: () => closeSync(fd),
	};
}

function open(path: string): number | undefined {
	try {
		return openSync(path, flags);
	} catch {
		return undefined;
	}
}

function pathsTo(fd: number): string[] {
	if (process.platform === 'win32') return [];
	// Linux opens the very file behind the link, even one that has no name in this mount namespace.
	if (process.platform === 'linux') return [`/proc/self/fd/${fd}`, '/dev/tty'];
	return [...namesOf(fd), '/dev/tty'];
}

/** What ttyname(3) does: the name of a device is found by its number. */
function namesOf(fd: number): string[] {
	try {
		const {rdev} = fstatSync(fd);
		const names = readdirSync('/dev').filter(name => name.startsWith('tty') && name !== 'tty');
		return names.map(name => `/dev/${name}`).filter(path => statSync(path, {throwIfNoEntry: false})?.rdev === rdev);
	} catch {
		return [];
	}
}

/**
 * `/dev/tty` is the controlling terminal, while our output may be another one, or none. It is still needed: after `su`
 * the terminal belongs to another user, and only `/dev/tty` opens.
 */
function isSameTerminal(fd: number, opened: number, path: string): boolean {
	const [ours, found] = [fstatSync(fd), fstatSync(opened)];
	if (path === '/dev/tty') return controllingTerminal() === ours.rdev;
	return found.isCharacterDevice() && isSameNumber(ours, found);
}

function isSameNumber(one: Stats, other: Stats): boolean {
	return one.rdev === other.rdev && one.ino === other.ino && one.dev === other.dev;
}

/**
 * The device number of the controlling terminal, field `tty_nr` of proc(5); undefined where the system does not have
 * that file.
 */
function controllingTerminal(): number | undefined {
	try {
		const afterName = readFileSync('/proc/self/stat', 'latin1').replace(/^.*\) /s, '');
		return Number(afterName.split(' ')[4]);
	} catch {
		return undefined;
	}
}
