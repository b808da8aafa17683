/** A sentence that promises something, and the tests that try to break it. */
export type Promised = {
	/** As it stands on the page, blanks and line breaks aside; a part of a sentence on pages other than SECURITY.md. */
	readonly sentence: string;
	/** Files below `test/`, and what the name of a test in each begins with or holds. */
	readonly tests: readonly (readonly [file: string, name: string])[];
};

/**
 * What SECURITY.md promises, sentence by sentence. Who changes a sentence there changes it here too, with a test that
 * tries to break it.
 */
export const security: readonly Promised[] = [
	{
		sentence:
			'Whatever stands in messages, names, values, titles, errors or certificates reaches the screen, the clipboard, file names and pipes without control characters, escape sequences, bidirectional overrides or invisible characters.',
		tests: [
			['e2e/hostile-server.test.ts', 'nothing that a server sends does anything to the terminal but be shown'],
			['e2e/hostile-server.test.ts', 'nor to a pipe'],
			['e2e/hostile-heads.test.ts', 'the first line and the headers of an answer do nothing to the terminal'],
			['text/safe-text.test.ts', 'nothing that acts is left'],
			['text/file-name.test.ts', 'any name stays inside the folder'],
			['terminal/clipboard.test.ts', 'are one sequence whatever the text'],
			['field/cases/secrets.ts', 'an invisible character in a message is shown'],
			['field/cases/secrets-in-values.ts', 'a text with control characters is saved as text that does nothing'],
			['gp/export/csv.test.ts', '%j is cleaned to %j'],
		],
	},
	{
		sentence: 'Text that was cleaned is marked `†`; `X` shows it as bytes.',
		tests: [['e2e/hostile-server.test.ts', 'what was cleaned can be looked at as bytes']],
	},
	{
		sentence:
			'A token is sent to its own server only (scheme, host and port), in a header or a form, never in a URL, and with no redirect: none is followed.',
		tests: [
			['e2e/canary.test.ts', 'a token is seen by its own server alone'],
			['gp/client/client.test.ts', 'is sent in a header, only to its own server'],
			['gp/client/client.test.ts', 'is not followed: the other server hears nothing'],
			['gp/client/download.test.ts', 'nor does it follow a redirect'],
			['field/cases/redirects.ts', 'login is not sent on either'],
		],
	},
	{
		sentence:
			"A portal's token is shown to its portal alone, which makes one for the server; the one exception is ArcGIS Online's, which goes over https to hosts of ArcGIS Online as it does from Esri's own client.",
		tests: [
			['field/cases/tokens.ts', 'the server sees only the token that its portal made for it'],
			['field/cases/tokens.ts', 'a server that its portal does not know gets nothing'],
			['field/cases/tokens.ts', 'a portal token of the environment is exchanged, or not used at all'],
			['gp/client/exchange.test.ts', 'is exchanged, and the server receives only the token issued for it'],
			['gp/client/exchange.test.ts', 'the token of ArcGIS Online'],
		],
	},
	{
		sentence:
			'A password goes to the server, or to a place that you named or confirmed, and never to one that only the server named.',
		tests: [
			['field/cases/tokens.ts', 'a password on standard input goes to no portal that only the server named'],
			['e2e/sign-in.test.ts', 'login names both hosts before a password is typed, and sends nothing after a no'],
			['session/sign-in-service.test.ts', 'the screen asks before it sends'],
		],
	},
	{
		sentence: 'Tokens and passwords are in no list, log, error, title, clipboard or process list.',
		tests: [
			['field/cases/first.ts', 'a token in a URL is in no list'],
			['field/cases/debug.ts', '--debug writes a line for each request, and nothing secret'],
			['field/cases/debug.ts', 'a password and the token that it brings stand in no line of login'],
			['field/cases/addresses.ts', 'the address of a server with a user and a password is not echoed'],
			['e2e/sign-in.test.ts', 'is in no file but the private one, on no screen, and in no process list'],
		],
	},
	{
		sentence:
			'They are kept in the keyring of the system, or in a file with mode 0600 in a folder with 0700, which is refused when others can read it.',
		tests: [
			['e2e/sign-in.test.ts', 'is for its user alone, whatever the umask'],
			['e2e/sign-in.test.ts', 'is neither read nor written when others can read it'],
		],
	},
	{
		sentence:
			'A secret that gpjobs knows (a token, a password, that of a proxy, what stands in `GPJOBS_TOKEN`) is masked wherever a server repeats it: as it is, in capitals, wrapped over lines, with invisible characters in it, encoded for a URL, JSON or HTML (also several times, one in another), or as base64 or hexadecimal digits, whatever signs stand between these; one of less than six characters only behind its name.',
		tests: [
			['field/cases/secrets.ts', 'is masked in every output and on disk'],
			['field/cases/secrets.ts', 'the token that a server repeats in an error is masked, in doctor and on disk too'],
			['field/cases/secrets.ts', 'a token out of the environment is masked'],
			['field/cases/secrets.ts', 'the password of a proxy is masked'],
			['field/cases/secrets.ts', 'the password that was given on standard input is masked'],
			['text/known-secrets.test.ts', 'a known secret is masked wherever it is'],
			['text/known-secrets.test.ts', 'a secret within what is %s is masked'],
			['text/known-secrets.test.ts', 'a short secret does not mask whole texts'],
		],
	},
	{
		sentence: "What looks like a secret in a server's text is masked too.",
		tests: [
			['text/mask-secrets.test.ts', 'nothing of the secret is left in %j'],
			['text/mask-secrets.test.ts', '%j holds no secret'],
			['field/cases/secrets.ts', 'secrets of any form in messages are masked'],
		],
	},
	{
		sentence:
			'Hidden parameters (`GPStringHidden` and the like), hidden columns of value tables, and secrets inside values (a `token` beside a URL, a field called `Password`) are masked on the screen, in `--json`, in saved files and in what is kept; `rerun` asks for hidden ones again.',
		tests: [
			['field/cases/secrets-in-values.ts', 'secrets in inputs and results stand in no output'],
			['field/cases/secrets-in-values.ts', 'secrets in results stand in no saved file'],
			['field/cases/secrets-in-values.ts', 'secrets in inputs and results are not kept on disk'],
			['field/cases/secrets-in-values.ts', 'rerun sends what is masked, and asks for what is hidden'],
			['gp/shown-json.test.ts', 'nothing of the secret is shown'],
			['gp/shown-json.test.ts', 'values that the task declares hidden'],
			['ui/panes/parameters/state.test.ts', 'says so where it is hidden'],
		],
	},
	{
		sentence: 'Programs that gpjobs starts get none of its secrets in their environment.',
		tests: [
			['house/children.test.ts', 'programs are started in known places only'],
			['text/child-environment.test.ts', '%s stays here'],
			['e2e/menus.test.ts', 'o opens the page of the job in the browser'],
		],
	},
	{
		sentence:
			'A file that the server made is saved as it made it; the KMZ of a value in which gpjobs finds secrets is refused.',
		tests: [
			['gp/shown-json.test.ts', 'a file is fetched from the URL as it was sent'],
			['field/cases/secrets-in-values.ts', 'the KMZ of a value with secrets is refused'],
		],
	},
	{
		sentence: 'There is no switch that turns certificate checks off.',
		tests: [
			['house/network.test.ts', 'no part of gpjobs turns the check of certificates off'],
			['e2e/trust.test.ts', 'is refused whatever in the environment asks not to look at it'],
		],
	},
	{
		sentence: 'A pinned certificate that changed is refused before a byte of a request is sent.',
		tests: [
			['e2e/trust.test.ts', 'shows a certificate and pins it after a yes; a changed one is a hard stop'],
			['e2e/pins.test.ts', '%s: another certificate gets nothing'],
		],
	},
	{
		sentence:
			'When the file of trusted certificates cannot be read or understood, or others can write to it, no https request leaves (exit code 6); when one entry cannot be understood, none to its server.',
		tests: [
			['e2e/pins.test.ts', 'against %s: nothing is sent, and 6 says why'],
			['e2e/pins.test.ts', 'one entry that cannot be understood spoils only its own server'],
		],
	},
	{
		sentence: 'A monitor that is running keeps the certificates that it trusted, and says so.',
		tests: [
			['e2e/pins.test.ts', 'a monitor that runs keeps the pins that it has'],
			['session/server-trust.test.ts', 'by now leaves the pins as they were'],
		],
	},
	{
		sentence:
			'gpjobs removes, moves and changes the mode of no file but those that it made and can recognise as its own, also in a folder that it shares with other programs.',
		tests: [
			['store/home.test.ts', 'temporary files of a killed gpjobs are removed once they are a minute old'],
			['store/lock.test.ts', 'of another program in the place of the lock is never removed'],
			[
				'store/record-files.test.ts',
				'the sweep removes old records of unlisted jobs, and only records under their own names',
			],
			['store/record-index.test.ts', 'a file of that name that is no index is left'],
		],
	},
	{
		sentence:
			'A command that only reads changes nothing on disk; what `status` and `wait` learn of a saved job goes into its record.',
		tests: [
			['store/home.test.ts', 'for reading, a folder is not made, and nothing in it is changed'],
			['store/record-index.test.ts', 'a command that only reads makes no index'],
		],
	},
	{
		sentence:
			'The job that is cancelled is the one that the dialog named, whatever the list does meanwhile; of marked jobs those that the dialog listed, once their number was typed.',
		tests: [
			['ui/screen/races.test.ts', 'whatever happens meanwhile, only the job of the confirmed dialog is cancelled'],
			['e2e/cancel.test.ts', 'the dialog is about the job that it was opened for, whatever moves'],
			['ui/dialogs/cancel-marked.test.ts', 'x with marks lists the marked jobs, and not the one below the cursor'],
			['ui/dialogs/cancel-marked.test.ts', 'by a number that was pasted, or typed too early'],
			['ui/screen/random-keys.test.ts', 'random keys: none fails, and every cancel was confirmed'],
			['field/cases/addresses.ts', 'cancel does not take a job whose label is the id of another'],
		],
	},
	{
		sentence: 'One fresh look, at most one POST, nothing sent again by itself.',
		tests: [
			[
				'monitor/cancel-properties.test.ts',
				'at most one POST in a flow, and none without a fresh poll that shows a job which can be cancelled',
			],
			[
				'monitor/cancel-races.test.ts',
				'a POST is sent only if all facts known by then say that the job can be cancelled',
			],
			['gp/client/transport-faults.test.ts', '%s when it is asked to cancel is asked once'],
			['field/cases/first.ts', 'a cancel whose answer breaks off may have reached the server'],
		],
	},
	{
		sentence:
			'With `--read-only` (or the setting, or `GPJOBS_READ_ONLY=true`) the function that cancels does not exist.',
		tests: [
			['gp/client/client.test.ts', 'does not exist if gpjobs is read-only'],
			['monitor/cancel-runner.test.ts', 'does not exist if gpjobs is read-only'],
			['session/read-only-guard.test.ts', 'a client that is read-only from the start never gets such a function'],
		],
	},
	{
		sentence:
			'That fails closed: a value that is not a clear no is a yes (an empty variable is not set), and where the settings cannot be read, or belong to another user, nothing that changes a job is sent.',
		tests: [
			['field/cases/settings.ts', 'a cancel is not sent'],
			['field/cases/settings.ts', 'what changes jobs is refused, and nothing is asked'],
			['e2e/protection.test.ts', 'becomes read-only when its settings cannot be read'],
		],
	},
	{
		sentence:
			'Programs that are run, certificates that are trusted and tokens that are shown come from files that belong to you or to root, in folders that nobody else can write (the rule of ssh); others are refused, and that is said.',
		tests: [
			['field/cases/settings.ts', 'what another user wrote is read, but not obeyed'],
			['field/cases/settings.ts', 'a token that another user wrote is not shown to its server'],
			['store/ownership.test.ts', 'the owner of a file'],
		],
	},
	{
		sentence:
			'A job, task or service name that could be read as another address, however often it is decoded on its way (`%2F`, `%252F`, `\\`, `..`, `;`, control characters, full-width slashes), is refused wherever it comes from: arguments, a paste, the list, `import`, the answer to a submit.',
		tests: [
			['field/cases/addresses.ts', 'a path that could be read as that of another resource is refused at every door'],
			['field/cases/addresses.ts', 'rows of a list that somebody wrote by hand'],
			['field/cases/addresses.ts', 'leads nowhere by it'],
		],
	},
	{
		sentence:
			'So no poll can cancel or begin a job. `import` adds jobs of the service and the server that were asked only.',
		tests: [
			['field/cases/import.ts', 'what an administrator API says of other servers, services and jobs comes to nothing'],
			['field/cases/import.ts', 'import adds jobs under the server and the context that were asked'],
		],
	},
	{
		sentence:
			"A result's `paramUrl` is followed inside `<job>/results/` or `<job>/inputs/` only; a file on another host is fetched after a yes, without a token, even where you are signed in to that host.",
		tests: [
			['gp/parameter-link.test.ts', 'a link is followed only to the results and inputs of its own job'],
			['gp/parameter-link.test.ts', 'not to %s'],
			['gp/client/download-host.test.ts', 'for any URL, a file of its own is on the job’s server and not an operation'],
			['field/cases/tokens.ts', 'a file on another host is fetched without a token'],
			['e2e/values.test.ts', 'before a file is fetched from another host it is asked'],
		],
	},
	{
		sentence:
			'A file whose address ends in an operation (cancel, submitJob and the like) and does not lie in the directories of files of a server (`rest/directories`), or names one readably in its query, is not asked for.',
		tests: [
			['gp/client/download-host.test.ts', '%s says %s: %s'],
			['field/cases/addresses.ts', 'a file whose address is that of an operation is not asked for'],
		],
	},
	{
		sentence: 'Saved files never leave their folder, and nothing is replaced, but for regular files with `--force`.',
		tests: [
			[
				'store/saved-file/save-download-names.test.ts',
				'stays inside the folder, whatever it is, and nothing else is created',
			],
			['store/saved-file/save-download-replaces-nothing.test.ts', 'is not replaced: %s'],
			['store/saved-file/save-text.test.ts', 'replaces nothing'],
			[
				'store/saved-file/save-text.test.ts',
				'a target that replaces gets the new file as a whole; what is not a file stays',
			],
			[
				'commands/results.test.ts',
				'files that exist already are an error, are kept, or are replaced, as the options say',
			],
		],
	},
	{
		sentence: 'Bodies are counted after decompression (32 MiB a job, a setting), nesting and headers too.',
		tests: [
			['gp/client/transport-faults.test.ts', 'a decompression bomb uses no more memory than the limit'],
			['field/cases/json-leniently.ts', 'levels deep is refused with one sentence, and the others stand'],
			['gp/json-text.test.ts', 'a part that is nested too deeply is left out, and the rest is read'],
		],
	},
	{
		sentence:
			'Of one text a MiB is shown, of a name a thousand characters, and the end says that it was cut; values stand whole in `--json` and in saved files.',
		tests: [
			['text/long-texts.slow.test.ts', 'a text of some MB is read whatever is in it'],
			['text/long-texts.test.ts', 'a text that was cut ends in how long it was'],
			['text/cut.test.ts', 'a text is cut only once, and says how long it was'],
			['gp/export/csv.test.ts', 'a text too long to be shown is complete in a file, with its secrets masked'],
			['gp/parameter-value.test.ts', 'a text too long to be shown is complete in its JSON'],
		],
	},
	{
		sentence: 'No telemetry, no update check.',
		tests: [
			['house/network.test.ts', 'connections are opened in the client'],
			['house/network.test.ts', 'no address of a server is written into the program'],
		],
	},
];

/** Claims of safety on other pages: a part of a sentence, as it stands there. */
export const elsewhere: Readonly<Record<string, readonly Promised[]>> = {
	'README.md': [
		{
			sentence: 'is taken off, used for that server in this run only, and saved nowhere.',
			tests: [
				['field/cases/first.ts', 'a token in a URL is in no list'],
				['field/cases/secrets.ts', 'a token that came with a URL is masked where the server repeats it'],
			],
		},
		{
			sentence:
				'A token goes to the server that it is for, in a header or a form, never in a URL, and with no redirect.',
			tests: [['e2e/canary.test.ts', 'a token is seen by its own server alone']],
		},
		{
			sentence:
				'Secrets in a value (hidden parameters and columns, a `token` beside a URL) are shown and saved as `•••`',
			tests: [['field/cases/secrets-in-values.ts', 'secrets in results stand in no saved file']],
		},
		{
			sentence: '`text` is for reading: control sequences are taken out.',
			tests: [['field/cases/secrets-in-values.ts', 'a text with control characters is saved as text']],
		},
		{
			sentence: '`rerun` asks for hidden inputs again',
			tests: [['field/cases/secrets-in-values.ts', 'rerun sends what is masked, and asks for what is hidden']],
		},
		{
			sentence:
				'gets all but tokens of ArcGIS and whatever is called, or looks like, a secret (`DB_PASS`, `SLACK_TOKEN`, `postgres://user:password@host`); of proxies it gets the addresses.',
			tests: [
				['text/child-environment.test.ts', '%s stays here'],
				['text/child-environment.test.ts', 'stays here for what is in it'],
				['text/child-environment.test.ts', 'of %s=%s a program gets %s'],
			],
		},
		{
			sentence:
				'A file that exists already is an error (6), unless `--force` replaces it or `--skip-existing` keeps it;',
			tests: [['store/saved-file/save-download-replaces-nothing.test.ts', 'is not replaced: %s']],
		},
		{
			sentence: 'There is no switch that turns checks off;',
			tests: [['house/network.test.ts', 'no part of gpjobs turns the check of certificates off']],
		},
		{
			sentence: 'safe to paste into a bug report',
			tests: [
				['commands/doctor.test.ts', 'it can be pasted: no password, no token'],
				['field/cases/secrets.ts', 'doctor says of a proxy where it is, and nothing else of the variable'],
			],
		},
	],
	'docs/json.md': [
		{
			sentence: 'with `•••` in place of secrets inside it',
			tests: [['field/cases/secrets-in-values.ts', 'secrets in inputs and results stand in no output']],
		},
	],
};
