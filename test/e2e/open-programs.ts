/**
 * What tests have started and must not leave behind: programs, terminal multiplexers, temporary folders.
 * `close-programs.ts` empties it after each test; a process that is about to end empties it without waiting.
 */
import process from 'node:process';

export type Opened = {
	/** Ends it and waits until it has ended. */
	close(): Promise<void>;
	/** Ends it at once, from a process that has no time left. */
	abandon(): void;
};

const opened = new Set<Opened>();

/**
 * Remembers something that was opened, until it is closed.
 *
 * @returns takes it out of the register again
 */
export function remember(one: Opened): () => void {
	opened.add(one);
	return () => opened.delete(one);
}

/** Closes all that is open, the last one first: a program before the folder that it works in. */
export async function closeAll(): Promise<void> {
	for (const one of [...opened].reverse()) {
		opened.delete(one);
		await one.close();
	}
}

process.once('exit', () => {
	for (const one of opened) one.abandon();
});
