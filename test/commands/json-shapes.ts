import {z} from 'zod';

/**
 * What `--json` prints, as design §4 promises it to scripts. Strict: a field that joins is written down here, one that
 * leaves breaks somebody's script.
 */

const time = z.iso.datetime();

export const fault = z.strictObject({
	kind: z.enum([
		'offline',
		'refused',
		'proxy',
		'trust',
		'reset',
		'timeout',
		'tls',
		'http',
		'sign-in',
		'forbidden',
		'not-found',
		'server',
		'not-json',
		'unexpected',
		'too-large',
		'redirect',
		'not-a-job',
		'local',
	]),
	code: z.number().nullable(),
	sentence: z.string().min(1),
});

const state = z.enum([
	'queued',
	'running',
	'cancelling',
	'succeeded',
	'failed',
	'timed-out',
	'cancelled',
	'deleted',
	'gone',
	'unknown',
]);

const progress = z.strictObject({type: z.string(), message: z.string(), percent: z.number().nullable()});

export const job = z.strictObject({
	url: z.url(),
	jobId: z.string().min(1),
	label: z.string().nullable(),
	tags: z.array(z.string()),
	server: z.url(),
	service: z.string().min(1),
	task: z.string().min(1),
	status: z.string().nullable(),
	state,
	progress: progress.nullable(),
	messages: z.strictObject({
		total: z.number(),
		warnings: z.number(),
		errors: z.number(),
		firstError: z.string().nullable(),
		last: z.string().nullable(),
		fault: fault.nullable(),
	}),
	reason: z.string().nullable(),
	inputs: z.array(z.string()),
	results: z.array(z.string()),
	firstSeen: time.nullable(),
	stateSince: time.nullable(),
	endedAt: time.nullable(),
	lastAnswer: time.nullable(),
	fault: fault.nullable(),
});

/** `list` and `status`. */
export const jobs = z.strictObject({jobs: z.array(job)});

/** `add` and `remove`. */
export const listOutcomes = z.strictObject({
	jobs: z.array(z.strictObject({url: z.url(), outcome: z.enum(['added', 'known', 'updated', 'removed'])})),
});

/** `inputs` and `results`. */
export const parameters = z.strictObject({
	url: z.url(),
	parameters: z.array(
		z.strictObject({
			name: z.string().min(1),
			dataType: z.string().nullable(),
			label: z.string().min(1),
			value: z.unknown(),
			complete: z.boolean(),
			fault: fault.nullable(),
		}),
	),
});

/** `results --output`. */
export const savedResults = z.strictObject({
	url: z.url(),
	saved: z.array(z.strictObject({name: z.string().min(1), path: z.string().min(1)})),
	existing: z.array(z.strictObject({name: z.string().min(1), path: z.string().min(1)})),
});

const level = z.enum(['info', 'warning', 'error']);

/** One line of `messages`. */
export const message = z.strictObject({
	url: z.url(),
	index: z.int().min(0),
	type: z.string(),
	level,
	text: z.string(),
	firstSeen: time.nullable(),
});

/** A line of `messages --follow` before the first message of another list. */
export const replaced = z.strictObject({
	url: z.url(),
	event: z.literal('messages-replaced'),
	index: z.int().min(0),
	total: z.int().min(1),
});

/** `cancel`. */
export const cancels = z.strictObject({
	jobs: z.array(
		z.strictObject({
			url: z.url(),
			outcome: z.enum(['accepted', 'cancelled', 'refused', 'not-honoured', 'ended', 'not-sent', 'unknown']),
			state,
			sentence: z.string().min(1),
		}),
	),
});

/** `submit` and `rerun`. */
export const submitted = z.strictObject({
	url: z.url().nullable(),
	jobId: z.string().min(1).nullable(),
	outcome: z.enum(['begun', 'refused', 'not-sent', 'unknown', 'ran']),
	fault: fault.nullable(),
});

/** `import` without job ids. */
export const serviceJobs = z.strictObject({
	jobs: z.array(
		z.strictObject({
			jobId: z.string().min(1),
			status: z.string(),
			user: z.string(),
			submitted: time.nullable(),
			ended: time.nullable(),
			url: z.string().nullable(),
		}),
	),
});

/** `login`. */
export const signedIn = z.strictObject({
	server: z.url(),
	user: z.string().nullable(),
	expires: time.nullable(),
	kept: z.enum(['keyring', 'file', 'none']),
});

/** `logout`. */
export const signedOut = z.strictObject({server: z.url(), was: z.boolean()});

/** `trust`. */
export const trusted = z.strictObject({server: z.url(), sha256: z.string().min(1), until: time});

/** `doctor`. */
export const findings = z.strictObject({
	versions: z.strictObject({gpjobs: z.string(), node: z.string(), system: z.string()}),
	terminal: z.strictObject({
		screen: z.boolean(),
		why: z.string().nullable(),
		term: z.string().nullable(),
		columns: z.int().nullable(),
		rows: z.int().nullable(),
		colours: z.boolean(),
		scheme: z.enum(['none', 'dark', 'light']),
		coloursBecause: z.enum([
			'no screen',
			'option',
			'environment',
			'TERM',
			'answer',
			'COLORFGBG',
			'no answer',
			'not asked',
		]),
		ascii: z.boolean(),
		symbolsBecause: z.enum(['option', 'TERM', 'locale', 'system', 'answer', 'no answer', 'not asked']),
		locale: z.string().nullable(),
		tmux: z.boolean(),
		ssh: z.boolean(),
	}),
	paths: z.strictObject({
		home: z.string().nullable(),
		from: z.enum(['--home', 'GPJOBS_HOME', 'the usual place']),
		problem: z.string().nullable(),
		jobs: z.int().nullable(),
	}),
	settings: z.record(z.string(), z.string()),
	environment: z.record(z.string(), z.string()),
	notices: z.array(z.string()),
	servers: z.array(
		z.strictObject({
			server: z.url(),
			jobs: z.int(),
			way: z.string(),
			milliseconds: z.number(),
			fault: fault.nullable(),
		}),
	),
	lastSession: z
		.strictObject({
			at: time,
			columns: z.int(),
			rows: z.int(),
			lasted: z.number(),
			firstFrame: z.number().nullable(),
			keyToPaint: z.strictObject({median: z.number(), p95: z.number()}).nullable(),
			keys: z.int(),
			bytesPerSecond: z.number(),
			answerAges: z.strictObject({jobs: z.int(), median: z.number(), oldest: z.number()}).nullable(),
		})
		.nullable(),
	signals: z
		.array(
			z.strictObject({
				way: z.enum(['bell', 'osc9', 'osc777', 'title', 'progress', 'command']),
				outcome: z.enum(['sent', 'ran', 'not-sent', 'failed']),
				sentence: z.string().min(1),
			}),
		)
		.nullable(),
});

const head = {at: time, url: z.url()};

/** One line of the stream of `wait`, the monitor and the demo. */
export const event = z.discriminatedUnion('event', [
	z.strictObject({...head, event: z.literal('added')}),
	z.strictObject({...head, event: z.literal('recovered')}),
	z.strictObject({...head, event: z.literal('state'), status: z.string().nullable(), state}),
	z.strictObject({...head, event: z.literal('progress'), progress}),
	z.strictObject({...head, event: z.literal('message'), ...message.omit({firstSeen: true}).shape}),
	z.strictObject({...head, ...replaced.shape}),
	z.strictObject({...head, event: z.literal('fault'), fault}),
	z.strictObject({...head, event: z.literal('messages-fault'), fault}),
	z.strictObject({...head, event: z.literal('messages-recovered')}),
	z.strictObject({at: time, event: z.literal('done'), jobs: z.array(job)}),
]);

export const settings = z.strictObject({
	settings: z.record(
		z.string(),
		z.strictObject({value: z.union([z.string(), z.number(), z.boolean(), z.null()]), source: z.string().min(1)}),
	),
});

export const changedSetting = z.strictObject({name: z.string().min(1), changed: z.boolean()});

export const signIns = z.strictObject({
	signIns: z.array(
		z.strictObject({
			server: z.url(),
			kind: z.enum(['token', 'portal-token', 'password', 'app', 'basic']).nullable(),
			user: z.string().nullable(),
			tokenUrl: z.url().nullable(),
			expires: time.nullable(),
			place: z.enum(['keyring', 'file', 'environment']),
		}),
	),
});

export const trustedServers = z.strictObject({
	servers: z.array(
		z.strictObject({
			server: z.url(),
			sha256: z.string().nullable(),
			until: time.nullable(),
			since: time.nullable(),
			caFile: z.string().nullable(),
			certFile: z.string().nullable(),
			keyFile: z.string().nullable(),
		}),
	),
});
