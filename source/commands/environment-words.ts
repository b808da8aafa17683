import {variableOf} from '../session/preferences.ts';
import {settingNames} from '../store/settings.ts';

/** The environment variables that gpjobs reads, as the help and the manual page explain them. */
export const environmentWords: ReadonlyArray<{readonly variables: string; readonly words: string}> = [
	{variables: 'GPJOBS_HOME', words: 'the folder of the list and the settings; --home overrides it'},
	...settingNames.map(name => ({
		variables: variableOf(name),
		words: `overrides the setting ${name}; an option overrides both`,
	})),
	{variables: 'GPJOBS_TOKEN', words: 'a token for the server in GPJOBS_TOKEN_SERVER, instead of a saved sign-in'},
	{variables: 'GPJOBS_TOKEN_SERVER', words: 'the only server that gets the token, like https://gis.acme.com'},
	{variables: 'GPJOBS_TOKEN_PORTAL', words: 'the portal that issued the token; only the portal gets it'},
	{variables: 'GPJOBS_REFERER', words: 'the referer that the token is bound to'},
	{variables: 'GPJOBS_DEBUG', words: 'same as --debug'},
	{variables: 'NO_COLOR, COLORFGBG, ACCESSIBLE, CI, TERM', words: 'as in other programs'},
	{variables: 'HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY', words: 'proxies, as for curl'},
	{variables: 'NODE_EXTRA_CA_CERTS', words: 'a file with further certificate authorities (PEM)'},
];
