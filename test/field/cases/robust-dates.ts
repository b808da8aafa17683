import {wentWrong} from '../../../source/commands/uncaught-errors.ts';
import type {FieldCase, FieldRequest, Reply} from '../field-case.ts';

/** Numbers that no calendar holds come from servers as numbers and as text. */
const crash = [wentWrong(''), /invalid time|NaN|Invalid Date/i];

const signsIn =
	(answer: object) =>
	({path, method}: FieldRequest): Reply | undefined => {
		if (path.includes('/rest/info')) return {body: {authInfo: {isTokenBasedSecurity: true}}};
		if (method === 'POST' && path.includes('generateToken')) return {body: answer};
		return path.includes('/rest/services') && !path.includes('GPServer') ? {body: {services: []}} : undefined;
	};

const login: readonly FieldCase[] = [9_999_999_999_999_998, -9e15, '9999999999999999'].map(expires => ({
	name: `login: a token that expires at ${expires} is kept, and its end is not known`,
	server: {any: signsIn({token: 'abc', expires})},
	runs: [
		{
			args: ['login', '{origin}', '--user', 'a', '--json'],
			env: {GPJOBS_KEYRING: 'false'},
			input: 'pw\n',
			exit: 0,
			silent: crash,
			json: {expires: null},
		},
	],
}));

const imported: readonly FieldCase[] = [9e15, 1e300].map(time => ({
	name: `import: jobs from a server whose clock says ${time} are listed, their times not known`,
	server: {
		any: ({path}) =>
			path.includes('/admin/')
				? {body: {jobs: [{jobid: 'j1', jobStatus: 'esriJobExecuting', submittedtime: time, endtime: -time}]}}
				: undefined,
	},
	runs: [
		{args: ['import', '{origin}/arcgis/rest/services/F/S/GPServer'], exit: 0, says: ['j1'], silent: crash},
		{
			args: ['import', '{origin}/arcgis/rest/services/F/S/GPServer', '--json'],
			exit: 0,
			silent: crash,
			json: {jobs: [{submitted: null, ended: null}]},
		},
	],
}));

export const cases: readonly FieldCase[] = [...login, ...imported];
