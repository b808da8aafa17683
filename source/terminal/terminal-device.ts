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

/** A terminal to which writes never block. */
export type TerminalDevice = {
	/**
	 * Writes as many bytes as the terminal accepts now.
	 *
	 * @returns how many bytes it accepted, which may be 0
	 * @throws if the terminal is gone
	 */
	write(bytes: Uint8Array): number;
	close(): void;
};

const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Opens the terminal of a file descriptor a second time, so that a write never blocks. Node writes to a terminal
 * synchronously, which blocks timers and signals while nothing reads from the terminal, for example over a stalled ssh
 * connection. Setting `O_NONBLOCK` on the existing descriptor would also affect the shell and every child process,
 * because the flag belongs to the open file that they share. A descriptor from a second opening has its own flags.
 *
 * @param fd the terminal, usually 1
 * @param paths where the terminal may be found, the most reliable path first
 * @returns `undefined` if it cannot be opened again: not a terminal, Windows, or no permission
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
	// Linux opens the file that the link points to, even if it has no name in this mount namespace.
	if (process.platform === 'linux') return [`/proc/self/fd/${fd}`, '/dev/tty'];
	return [...namesOf(fd), '/dev/tty'];
}

/** Finds the paths of a terminal device by its device number, as ttyname(3) does. */
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
 * Whether a path that was opened is the terminal of `fd`. `/dev/tty` is the controlling terminal, but the output may go
 * to another one. It is tried because after `su` the terminal belongs to another user, and only `/dev/tty` can be
 * opened.
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
 * Returns the device number of the controlling terminal: the field `tty_nr` of proc(5). `undefined` on systems without
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
