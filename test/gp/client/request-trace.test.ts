import {expect, test} from 'vitest';
import {openAddress} from '../../../source/gp/client/request-trace.ts';

test.each([
	['https://h/arcgis/rest/services/S/GPServer/T/jobs/j1', {f: 'json'}, '/jobs/j1?f=json'],
	['https://h/x', {f: 'json', returnMessages: 'false'}, 'https://h/x?f=json&returnMessages=false'],
	['https://h/x?token=SECRET&f=json', {}, 'https://h/x?token=•••&f=json'],
	['https://h/x', {token: 'SECRET', Password: 'SECRET', In: 'SECRET'}, 'https://h/x?token=•••&Password=•••&In=•••'],
	['https://user:SECRET@h/x', {}, 'https://h/x'],
	['https://h/x?f=SECRET+with+blanks', {}, 'https://h/x?f=•••'],
	['https://h/x?sig=SECRET#SECRET', {}, 'https://h/x?sig=•••'],
	['https://h/x', {f: 'SECRET-not-a-word'}, 'https://h/x?f=•••'],
	['SECRET', {}, 'not a URL'],
	['https://h/x\u001b]0;SECRET', {}, 'https://h/x'],
])('%s with %j', (url, parameters, shown) => {
	const address = openAddress(url, parameters);
	expect(address).toContain(shown);
	if (!url.includes('\u001b')) expect(address).not.toContain('SECRET');
	expect(address).not.toContain('\u001b');
});
