import process from 'node:process';

const listeners = new Set<(error: unknown) => void>();

/**
 * Catches what nobody caught: errors of timers and events, and promises that nobody heard.
 *
 * @param onAlone is called where nobody has to put a terminal back first; it must end the process
 */
export function catchAccidents(onAlone: (error: unknown) => void): void {
	const happen = (error: unknown) => {
		if (listeners.size === 0) return onAlone(error);
		for (const listener of listeners) listener(error);
	};
	process.on('uncaughtException', happen);
	process.on('unhandledRejection', happen);
}

/** Rejects with the next accident, so that who has the terminal gives it back first. */
export function accident(): {readonly happens: Promise<never>; readonly stop: () => void} {
	const {promise, reject} = Promise.withResolvers<never>();
	// Where nothing waits for it any more, it is no accident of its own.
	promise.catch(() => {});
	listeners.add(reject);
	return {happens: promise, stop: () => listeners.delete(reject)};
}
