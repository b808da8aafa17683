import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {WatchedJob} from '../../source/monitor/job.ts';
import {tellingMessage} from '../../source/monitor/telling-message.ts';
import {often} from '../often.ts';
import {answered, jobAfter} from './watched.ts';

type Sent = readonly [level: 'i' | 'w' | 'e', text: string];

const types = {i: 'Informative', w: 'Warning', e: 'Error'} as const;

function jobWith(status: string, messages: readonly Sent[]): WatchedJob {
	const sent = messages.map(([level, description]) => ({type: `esriJobMessageType${types[level]}`, description}));
	return jobAfter(answered({jobStatus: `esriJob${status}`, messages: sent}, 1000, {messages: true}));
}

function textOf(status: string, messages: readonly Sent[]): string | undefined {
	return tellingMessage(jobWith(status, messages))?.text;
}

const begun: readonly Sent[] = [
	['i', 'Submitted.'],
	['i', 'Executing...'],
	['i', 'Start Time: Monday, November 23, 2026 1:08:57 PM'],
	['i', 'Running script ParcelReport...'],
];
const unexpected =
	'Something unexpected caused the tool to fail. Contact Esri Technical Support (http://esriurl.com/support) to Report a Bug, and refer to the error help for potential solutions or workarounds.';
const exists = 'ERROR 000258: Output \\\\fileshare\\planning\\reports.gdb\\parcels_2026 already exists';

describe('why a job failed', () => {
	test.each<[string, readonly Sent[], string]>([
		[
			'an error of a tool',
			[
				['e', exists],
				['e', 'Failed to execute (CopyFeatures).'],
			],
			exists,
		],
		[
			'an exception, not its traceback',
			[
				[
					'e',
					`Traceback (most recent call last):\n  File "D:\\arcgisserver\\ParcelReport.pyt", line 212, in execute\n    self.make_report(parcels, out_folder)\n  File "c:\\arcpy\\management.py", line 3218, in CopyFeatures\n    raise e\narcgisscripting.ExecuteError: ${exists}\nFailed to execute (CopyFeatures).`,
				],
				['e', 'Failed to execute (ParcelReport).'],
			],
			exists,
		],
		[
			'an exception of Python with its class',
			[
				[
					'e',
					'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nValueError: no parcels in Ward 7',
				],
			],
			'ValueError: no parcels in Ward 7',
		],
		[
			'the line with a code where the exception only says that the tool failed',
			[
				[
					'e',
					'Traceback (most recent call last):\n  File "a.py", line 5, in <module>\n    arcpy.Buffer_analysis()\nExecuteError: Failed to execute. Parameters are not valid.\nERROR 000732: Input Features: Dataset roads does not exist or is not supported\nERROR 000735: Distance: Value is required\nFailed to execute (Buffer).\n',
				],
			],
			'ERROR 000732: Input Features: Dataset roads does not exist or is not supported',
		],
		[
			'the same in a language that gpjobs does not know',
			[
				[
					'e',
					'Traceback (most recent call last):\n  File "a.py", line 5, in <module>\narcgisscripting.ExecuteError: Fehler beim Ausführen. Parameter sind ungültig.\nFEHLER 000732: Eingabe-Features: Dataset roads ist nicht vorhanden\nFehler beim Ausführen von (Buffer).',
				],
			],
			'FEHLER 000732: Eingabe-Features: Dataset roads ist nicht vorhanden',
		],
		[
			'the last of chained exceptions',
			[
				[
					'e',
					'Traceback (most recent call last):\n  File "a.py", line 3, in read\nKeyError: \'ward\'\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line 9, in <module>\nRuntimeError: the table has no field "ward"',
				],
			],
			'RuntimeError: the table has no field "ward"',
		],
		[
			'an earlier one of chained exceptions where the last says nothing',
			[
				[
					'e',
					'Traceback (most recent call last):\n  File "a.py", line 3, in read\nKeyError: \'ward\'\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line 9, in <module>\n    sys.exit(1)\nSystemExit: 1',
				],
			],
			"KeyError: 'ward'",
		],
		[
			'a chain by raise from',
			[
				[
					'e',
					'Traceback (most recent call last):\n  File "a.py", line 3, in read\nOSError: [Errno 28] No space left on device\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File "a.py", line 9, in <module>\nToolError: step 3 of 5 (tiles) failed',
				],
			],
			'ToolError: step 3 of 5 (tiles) failed',
		],
		[
			'a syntax error below its caret',
			[
				[
					'e',
					'  File "D:\\tools\\report.py", line 14\n    print "done"\n          ^^^^^^\nSyntaxError: Missing parentheses in call to \'print\'',
				],
			],
			"SyntaxError: Missing parentheses in call to 'print'",
		],
		[
			'a traceback with a message for each line',
			[
				['e', 'Traceback (most recent call last):'],
				['e', '  File "a.py", line 7, in <module>'],
				['e', '    main()'],
				['e', '  File "a.py", line 3, in main'],
				['e', '    raise ValueError("no parcels")'],
				['e', 'ValueError: no parcels in Ward 7'],
			],
			'ValueError: no parcels in Ward 7',
		],
		[
			'the same with its indentation lost',
			[
				['e', 'Traceback (most recent call last):'],
				['e', 'File "a.py", line 7, in <module>'],
				['e', 'main()'],
				['e', 'ValueError: no parcels in Ward 7'],
			],
			'ValueError: no parcels in Ward 7',
		],
		[
			'a group of exceptions',
			[
				[
					'e',
					'  + Exception Group Traceback (most recent call last):\n  |   File "a.py", line 1, in <module>\n  | ExceptionGroup: 2 tiles failed (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | OSError: disk full\n    +------------------------------------\nExceptionGroup: 2 tiles failed',
				],
			],
			'ExceptionGroup: 2 tiles failed',
		],
		[
			'the template of the ArcPy documentation',
			[
				[
					'e',
					'PYTHON ERRORS:\nTraceback info:\n  File "a.py", line 5, in <module>\n    arcpy.Clip()\n\nError Info:\nthe field ward is missing in parcels',
				],
			],
			'the field ward is missing in parcels',
		],
		[
			'what follows the sentence that goes with 999999',
			[
				['e', `ERROR 999999: ${unexpected}`],
				['e', 'CreateSearchIndex: DocumentStore could not be opened [\\\\fileshare\\locators\\county.loz]'],
				['e', 'Failed to execute (RebuildAddressLocator).'],
			],
			'ERROR 999999 · CreateSearchIndex: DocumentStore could not be opened [\\\\fileshare\\locators\\county.loz]',
		],
		[
			'the same within one message',
			[
				[
					'e',
					'ERROR 999999: Error executing function.\nWorkspace or data source is read only.\nFailed to execute (CalculateField).',
				],
			],
			'ERROR 999999 · Workspace or data source is read only.',
		],
		[
			'the same in an exception, in German',
			[
				[
					'e',
					'Traceback (most recent call last):\n  File "a.py", line 5, in <module>\narcgisscripting.ExecuteError: FEHLER 999998: Unerwarteter Fehler.\nDie Tabelle wurde nicht gefunden. [wards]\nFehler beim Ausführen von (Clip).',
				],
			],
			'FEHLER 999998 · Die Tabelle wurde nicht gefunden. [wards]',
		],
		[
			'999999 alone',
			[
				['e', `ERROR 999999: ${unexpected}`],
				['e', 'Failed to execute (X).'],
			],
			`ERROR 999999: ${unexpected}`,
		],
		[
			'an error without a code',
			[
				['e', 'Layer "Zoning": Failed to create layer from service at https://gis.acme.com/arcgis'],
				['e', 'Failed to execute (Export Web Map).'],
			],
			'Layer "Zoning": Failed to create layer from service at https://gis.acme.com/arcgis',
		],
		[
			'a licence',
			[
				['e', 'ERROR 000824: The tool is not licensed.'],
				['e', 'Failed to execute (Viewshed2).'],
			],
			'ERROR 000824: The tool is not licensed.',
		],
		[
			'a German server',
			[
				['i', 'Startzeit: Montag, 23. November 2026 13:08:57'],
				['e', 'FEHLER 000732: Eingabe-Features: Dataset roads ist nicht vorhanden oder wird nicht unterstützt.'],
				['e', 'Fehler beim Ausführen von (Buffer).'],
				['i', 'Fehlgeschlagen um Montag, 23. November 2026 13:12:09 (Verstrichene Zeit: 3 Minuten 12 Sekunden)'],
			],
			'FEHLER 000732: Eingabe-Features: Dataset roads ist nicht vorhanden oder wird nicht unterstützt.',
		],
		[
			'a French server',
			[
				['i', 'Heure de début : lundi 23 novembre 2026 13:08:57'],
				['e', "Échec de l'exécution de (Buffer)."],
				['i', 'Le jeu de classes roads est introuvable'],
				['i', 'Échec à lundi 23 novembre 2026 13:12:09 (Temps écoulé : 3 minutes 12 secondes)'],
			],
			'Le jeu de classes roads est introuvable',
		],
		[
			'a Spanish server',
			[
				['e', 'ERROR 000258: La salida parcels_2026 ya existe'],
				['e', 'Error al ejecutar (CopyFeatures).'],
			],
			'ERROR 000258: La salida parcels_2026 ya existe',
		],
		[
			'a Japanese server',
			[
				['i', '開始時刻: 2026年11月23日 13:08:57'],
				['e', 'エラー 000732: 入力フィーチャ: データセット roads は存在しないか、サポートされていません。'],
				['e', '(Buffer) の実行に失敗しました。'],
			],
			'エラー 000732: 入力フィーチャ: データセット roads は存在しないか、サポートされていません。',
		],
		[
			'a language that gpjobs does not know',
			[
				['e', 'Wykonanie nie powiodło się (Buffer).'],
				['e', 'Zbiór danych roads nie istnieje'],
			],
			'Zbiór danych roads nie istnieje',
		],
		[
			'the last thing said where there is no error',
			[
				['i', '212 parcels selected'],
				['i', 'Sad failure'],
			],
			'Sad failure',
		],
		[
			'a warning before the end',
			[
				['w', 'WARNING 000117: Empty output generated.'],
				['e', 'Failed to execute (X).'],
			],
			'WARNING 000117: Empty output generated.',
		],
		[
			'that a tool failed, where nothing else was said',
			[['e', 'Failed to execute (ParcelReport).']],
			'Failed to execute (ParcelReport).',
		],
	])('%s', (_, messages, expected) => {
		expect(textOf('Failed', [...begun, ...messages])).toBe(expected);
	});

	test('nothing without messages', () => {
		expect(
			textOf('Failed', [
				['i', 'Submitted.'],
				['i', 'Executing...'],
				['e', 'Failed.'],
			]),
		).toBeUndefined();
		expect(textOf('Failed', [])).toBeUndefined();
	});

	test('the index of its message', () => {
		const job = jobWith('Failed', [...begun, ['e', exists], ['e', 'Failed to execute (X).']]);
		expect(tellingMessage(job)).toMatchObject({index: begun.length, level: 'error'});
	});
});

test.each<[string, string, readonly Sent[], string | undefined]>([
	[
		'timed out: the sentence about the time',
		'TimedOut',
		[
			['e', 'ERROR 000635: Skipping feature 7'],
			['e', 'Job timed out after 7200 seconds.'],
		],
		'Job timed out after 7200 seconds.',
	],
	['timed out without a sentence: what it did last', 'TimedOut', [['i', 'Tile 41 of 96']], 'Tile 41 of 96'],
	['timed out, and nothing was said', 'TimedOut', begun, undefined],
	[
		'cancelled: what it did last',
		'Cancelled',
		[
			['i', 'Tile 41 of 96'],
			['e', 'Cancelled.'],
		],
		'Tile 41 of 96',
	],
	[
		'cancelled at once',
		'Cancelled',
		[
			['i', 'Submitted.'],
			['i', 'Executing...'],
			['e', 'Cancelled.'],
		],
		undefined,
	],
	[
		'cancelled, in the words of another server',
		'Cancelled',
		[
			['i', 'Submitted.'],
			['i', 'Cancel complete.'],
		],
		undefined,
	],
	[
		'succeeded with a warning',
		'Succeeded',
		[
			['w', 'WARNING 003244: 2 valves are inoperable and were skipped.'],
			['i', 'All done with 3 layers'],
		],
		'WARNING 003244: 2 valves are inoperable and were skipped.',
	],
	[
		'succeeded: the last thing said',
		'Succeeded',
		[
			['i', '17 valves found'],
			['i', 'Succeeded at Monday, November 23, 2026 9:11:00 AM (Elapsed Time: 12.41 seconds)'],
		],
		'17 valves found',
	],
	[
		'succeeded without a word but its tools',
		'Succeeded',
		[...begun, ['i', 'Executing (ExtractByMask): ExtractByMask dgm1.tif HQ100']],
		undefined,
	],
	[
		'succeeded in silence',
		'Succeeded',
		[
			...begun,
			['i', 'Completed script ParcelReport...'],
			['i', 'Succeeded at Monday, November 23, 2026 9:11:00 AM (Elapsed Time: 12.41 seconds)'],
		],
		undefined,
	],
	[
		'running: the newest message',
		'Executing',
		[
			['i', 'Tile 40 of 96'],
			['i', 'Tile 41 of 96'],
		],
		'Tile 41 of 96',
	],
	[
		'running: the tool without "Executing"',
		'Executing',
		[['i', 'Executing (ExtractByMask): ExtractByMask \\\\fileshare\\dem\\dgm1.tif HQ100']],
		'ExtractByMask \\\\fileshare\\dem\\dgm1.tif HQ100',
	],
	[
		'running: the tool of a German server',
		'Executing',
		[['i', 'Wird ausgeführt (ExtractByMask): ExtractByMask dgm1.tif']],
		'ExtractByMask dgm1.tif',
	],
	[
		'running: no time of a tool',
		'Executing',
		[
			['i', 'Tile 41 of 96'],
			['i', 'Start Time: Mon Nov 23 13:02:11 2026'],
			['i', 'Succeeded at Mon Nov 23 13:02:11 2026 (Elapsed Time: 0.41 seconds)'],
		],
		'Tile 41 of 96',
	],
	['running: a word of the script itself', 'Executing', [['i', 'Merging']], 'Merging'],
	['running: nothing said yet', 'Executing', begun, undefined],
	['queued', 'Submitted', [['i', 'Submitted.']], undefined],
])('%s', (_, status, messages, expected) => {
	expect(textOf(status, [...begun, ...messages])).toBe(expected);
});

test('a time that a script names is not the time of a tool', () => {
	for (const said of ['Reading 2026-11-23 13:02:11.tif', 'Level 17: 125337 of 480000 tiles', 'Skipped (3): no data'])
		expect(textOf('Executing', [...begun, ['i', said]])).toBe(said);
});

test('it is cached while no message arrives', () => {
	const job = jobWith('Failed', [...begun, ['e', exists]]);
	expect(tellingMessage({...job})).toBe(tellingMessage(job));
});

test('a routine line is never chosen if there is another one, in any order', () => {
	const routine = fc.constantFrom<Sent>(
		...begun,
		['e', 'Failed to execute (ParcelReport).'],
		['e', 'Cancelled.'],
		['e', 'Traceback (most recent call last):'],
		['i', 'Failed at Monday, November 23, 2026 1:12:09 PM (Elapsed Time: 3 minutes 12 seconds)'],
	);
	const reason: Sent = ['e', exists];
	fc.assert(
		fc.property(fc.array(routine, {maxLength: 6}), fc.array(routine, {maxLength: 6}), (before, after) => {
			expect(textOf('Failed', [...before, reason, ...after])).toBe(exists);
		}),
		{numRuns: often(1000)},
	);
});

test('whatever a server sends, the sentence is one line', () => {
	const sent = fc.array(fc.tuple(fc.constantFrom<'i' | 'w' | 'e'>('i', 'w', 'e'), fc.string({unit: 'binary'})), {
		maxLength: 8,
	});
	fc.assert(
		fc.property(sent, fc.constantFrom('Failed', 'TimedOut', 'Executing', 'Succeeded'), (messages, status) => {
			expect(textOf(status, messages) ?? '').not.toMatch(/[\n\u0000-\u001f]/);
		}),
		{numRuns: often(2000, 60)},
	);
});
