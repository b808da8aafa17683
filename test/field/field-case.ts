import type {Variables} from '../e2e/environment.ts';
import type {Need} from '../e2e/needs.ts';

/**
 * One situation from the field, as data: what the server and the environment do, what is run, and what must be said,
 * sent and kept. Cases stand in `cases/`, one file an area, each exporting `cases`; `play-cases.ts` runs them all. A new case is a few lines:
 *
 *     {
 *         name: 'a raw line break in a message hides no status',
 *         server: {job: {body: '{"jobId":"j1","jobStatus":"esriJobExecuting","messages":["a\nb"]}'}},
 *         runs: [{args: ['status', '{job}'], exit: 0, says: ['Executing']}],
 *     }
 *
 * In `args`, `env`, `input`, the texts of `home`, and in strings of `says`, `silent`, `sent`, `neverSent` and `nowhere` these
 * words are filled in (and in answers that are given as JSON, so that a server can name another): `{job}` the URL of job `j1`, `{jobs}` its folder, `{task}` the task's URL, `{origin}` the server's
 * origin, `{port}` its port, `{home}` the folder of `GPJOBS_HOME`. Of several servers `{B.job}`, `{B.origin}` and so on.
 */
export type FieldCase = {
	/** The rule that holds; the name of the test. */
	readonly name: string;
	/** What only some machines have. */
	readonly needs?: readonly Need[];
	/** Why only `npm run test:program` plays it: what it needs a process of its own for. */
	readonly needsProcess?: string;
	/** Whether a server sends so many megabytes that reading them takes seconds: only `npm run test:program` plays it. */
	readonly isLarge?: boolean;
	/** How many times faster the clock of the monitor goes in the process of the tests: where what is waited for are its rules. */
	readonly faster?: number;
	/** The one server; in placeholders it needs no name. */
	readonly server?: FieldServer;
	/** Further servers by a capital letter, `B` and on. */
	readonly servers?: Readonly<Record<string, FieldServer>>;
	/** Files of the home before anything runs, by path; a string is the text, with mode 0600. */
	readonly home?: Readonly<Record<string, string | HomeFile>>;
	/** Anything else that prepares the home. */
	readonly prepare?: (place: FieldPlace) => void | Promise<void>;
	/** What is run, one after the other, in the same home and beside the same servers. */
	readonly runs: readonly FieldRun[];
	/** Requests that must have arrived, as `POST /arcgis/…?query`: each matched by at least one. */
	readonly sent?: readonly Wanted[];
	/** Requests that must not have arrived. */
	readonly neverSent?: readonly Wanted[];
	/** The most requests that all servers may have got. */
	readonly atMostRequests?: number;
	/** What must stand in no output, in no URL of a request, and in no file of the home but the credentials. */
	readonly nowhere?: readonly Wanted[];
	/** Whether the home must be, byte for byte and mode for mode, as it was before the first run. */
	readonly leavesHome?: boolean;
	/** Anything else that must hold in the end; it throws where it does not. */
	readonly afterwards?: (place: FieldPlace) => void | Promise<void>;
};

/** `needsProcess` of what opens a monitor to its end: its disk has a thread, which starts slowly from source. */
export const monitorThread =
	'the monitor keeps what it learns through a thread, and ends although that has not answered';

/**
 * A text that must be there, or a pattern that something must match; or what gives one once the words of the case are known.
 * A sentence of the program is imported from `source/`, see `test/saying.ts`.
 */
export type Wanted = string | RegExp | ((fill: FieldPlace['fill']) => string | RegExp);

export type HomeFile = {readonly text: string; readonly mode?: number; readonly olderByHours?: number};

export type FieldRun = {
	readonly args: readonly string[];
	/** Variables that differ; `undefined` takes one out. */
	readonly env?: Variables;
	/** Standard input. */
	readonly input?: string;
	/** The exit code. */
	readonly exit: number;
	/** What must stand in standard output or standard error. */
	readonly says?: readonly Wanted[];
	/** What must stand in neither. */
	readonly silent?: readonly Wanted[];
	/** What the one JSON document of standard output must hold, as `toMatchObject` compares. */
	readonly json?: object;
	/** The longest time that it may take, in milliseconds; a bound against hanging, not a measure. */
	readonly patience?: number;
};

/** Where a case plays. */
export type FieldPlace = {
	readonly home: string;
	/** Fills in the placeholders. */
	readonly fill: (text: string) => string;
	/** What the servers were asked, in order. */
	readonly requests: readonly FieldRequest[];
};

export type FieldRequest = {
	/** The letter of the server; the one without a name is `A`. */
	readonly server: string;
	readonly method: string;
	/** Path and query as they came. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
	/** How many requests of this kind (method and path without query) came before it. */
	readonly before: number;
};

/** What a server does with a request; a function decides by the request. */
export type Answer = Reply | ((request: FieldRequest) => Reply);

export type Reply =
	| {
			/** 200 where left out. */
			readonly status?: number;
			readonly headers?: Readonly<Record<string, string>>;
			/** Text or bytes as they are; anything else as JSON. */
			readonly body: unknown;
			/** How many bytes of the body leave before the connection breaks. */
			readonly cutAfter?: number;
	  }
	/** The connection is reset, or nothing is ever answered. */
	| 'reset'
	| 'hang';

/**
 * A GP server with one task, `T` of service `S`, whose parts answer as the case says. What is left out answers as a real one does: a
 * job that has succeeded without messages, results that do not exist, a submit that begins job `j1`.
 */
export type FieldServer = {
	/** The job, asked with its messages or without. */
	readonly job?: Answer;
	/** The job where it is asked with `returnMessages=false`; otherwise as `job`. */
	readonly statusOnly?: Answer;
	readonly task?: Answer;
	readonly info?: Answer;
	readonly submit?: Answer;
	readonly cancel?: Answer;
	/** Values by name, under `results/` and `inputs/`. */
	readonly results?: Readonly<Record<string, Answer>>;
	readonly inputs?: Readonly<Record<string, Answer>>;
	/** Asked first of all; `undefined` leaves it to the parts above. */
	readonly any?: (request: FieldRequest) => Reply | undefined;
	/** The loopback address that it listens on, if not 127.0.0.1. */
	readonly host?: string;
};
