import {event} from './json-shapes.ts';

/** Options for quick polls: a job that already runs when gpjobs first sees it is polled only every 15 s. */
export const often = ['--interval', '1s'];

/** Parses the lines of `gpjobs wait --json`. */
export function eventsOf(stdout: string) {
	return stdout
		.trimEnd()
		.split('\n')
		.map(line => event.parse(JSON.parse(line)));
}
