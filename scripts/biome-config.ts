/**
 * What `biome.json` says, made from the table in `house.ts`.
 *
 * Two overrides of one rule on one file do not merge: the last one replaces the options of the first. So every part
 * of the house gets one override that is complete, and no file is in two of them.
 */
import {launcher, type Part, parts, rooms, type Tenant, tenants} from './house.ts';

type Restriction = {group: readonly string[]; message: string};

const stdoutSentence = 'process.stdout belongs to commands/, terminal/ and cli.ts';

function directions(part: Part): Restriction[] {
	const open =
		part.imports.length === 0 ? 'nothing of ours' : `${part.imports.map(room => `${room}/`).join(', ')} only`;
	const rule = `${part.name}/ imports ${open}`;
	const closed = rooms.filter(room => room !== part.room && !part.imports.includes(room));
	return [
		...closed.map(room => ({group: [`**/${room}/**`], message: `${rule}: ${room}/ is closed to it`})),
		{group: ['../**/cli.ts'], message: `${rule}: nothing imports the launcher`},
		{group: ['../**/test/**', '../**/scripts/**'], message: `${rule}: test/ and scripts/ are not part of the program`},
	];
}

function packages(part: Part): Restriction[] {
	const away = (Object.keys(tenants) as Tenant[]).filter(tenant => !part.tenants.includes(tenant));
	return away.map(tenant => ({group: tenants[tenant].specifiers, message: tenants[tenant].sentence}));
}

function restrict(includes: readonly string[], options: object): object {
	return {includes, linter: {rules: {style: {noRestrictedImports: {level: 'error', options}}}}};
}

function overrideOf(part: Part): object {
	const stdout = {importNames: ['stdout'], message: stdoutSentence};
	return restrict(part.files, {
		...(part.writesStdout ? {} : {paths: {'node:process': stdout, process: stdout}}),
		patterns: [...directions(part), ...packages(part), ...part.shut],
	});
}

/** The whole of `biome.json` as a value. */
export function biomeConfig(): object {
	const writers = parts.filter(part => part.writesStdout).map(part => `!source/${part.room}/**`);
	return {
		$schema: './node_modules/@biomejs/biome/configuration_schema.json',
		files: {
			includes: [
				'**',
				'!dist',
				'!build',
				'!dist-inputs.json',
				'!coverage',
				'!node_modules',
				'!package-lock.json',
				// Byte by byte as servers send them.
				'!test/fixtures/bodies',
			],
		},
		formatter: {indentStyle: 'tab', lineWidth: 120},
		javascript: {formatter: {quoteStyle: 'single', bracketSpacing: false, arrowParentheses: 'asNeeded'}},
		json: {formatter: {bracketSpacing: false}},
		linter: {
			rules: {
				preset: 'recommended',
				suspicious: {
					// Control characters are what half of `text/` is about.
					noControlCharactersInRegex: 'off',
					noFocusedTests: 'off',
					// Imports of types are gone when the program runs: a state's parts may name its type.
					noImportCycles: 'error',
				},
				correctness: {
					// `return act();` ends a case of a switch in one line; TypeScript sees to it that nobody uses the value.
					noVoidTypeReturn: 'off',
					noUnusedPrivateClassMembers: 'error',
				},
				// Biome does not call these rules stable yet. They find what tsc does not: a switch that returns nothing and
				// forgets a case (the union needs a name: Biome sees through neither Extract nor Exclude), a promise whose
				// failure nobody handles, and a promise used as a condition.
				nursery: {useExhaustiveSwitchCases: 'error', noFloatingPromises: 'error', noMisusedPromises: 'error'},
			},
		},
		overrides: [
			restrict([launcher.file], {
				patterns: [{group: ['**', ...launcher.imports.map(glob => `!${glob}`)], message: launcher.sentence}],
			}),
			...parts.map(overrideOf),
			{includes: ['source/**'], plugins: ['./scripts/inline-import-type.grit']},
			{includes: ['source/**', '!source/text/**'], plugins: ['./scripts/safe-text-cast.grit']},
			{
				includes: ['source/ui/**', '!source/ui/line.tsx', '!source/ui/span-table.tsx', '!source/ui/ink-table.ts'],
				plugins: ['./scripts/ink-text.grit'],
			},
			{
				includes: ['source/**', `!${launcher.file}`, ...new Set(writers)],
				plugins: ['./scripts/process-stdout.grit'],
			},
		],
	};
}
