import {expect, test} from 'vitest';
import {noHome, relativeXdg, usualPlace} from '../../source/store/usual-place.ts';

const homeOfUser = () => '/home/ann';

test.each([
	['linux', {HOME: '/h'}, '/h/.config/gpjobs'],
	['linux', {HOME: '/h', XDG_CONFIG_HOME: '/x'}, '/x/gpjobs'],
	['linux', {HOME: '/h', XDG_CONFIG_HOME: ''}, '/h/.config/gpjobs'],
	['linux', {XDG_CONFIG_HOME: '/x'}, '/x/gpjobs'],
	['linux', {HOME: '/proc'}, '/proc/.config/gpjobs'],
	['freebsd', {HOME: '/h'}, '/h/.config/gpjobs'],
	['darwin', {HOME: '/Users/ann', XDG_CONFIG_HOME: '/x'}, '/Users/ann/Library/Preferences/gpjobs'],
	['win32', {APPDATA: 'C:\\Users\\ann\\AppData\\Roaming'}, 'C:\\Users\\ann\\AppData\\Roaming\\gpjobs\\Config'],
	['win32', {USERPROFILE: 'C:\\Users\\ann'}, 'C:\\Users\\ann\\AppData\\Roaming\\gpjobs\\Config'],
] as const)('on %s with %j it is %s', (platform, environment, path) => {
	expect(usualPlace({platform, environment, homeOfUser})).toEqual({ok: true, path});
});

test.each([{}, {HOME: ''}, {HOME: '', XDG_CONFIG_HOME: ''}])(
	'with %j the table of users tells the home',
	environment => {
		expect(usualPlace({platform: 'linux', environment, homeOfUser})).toEqual({
			ok: true,
			path: '/home/ann/.config/gpjobs',
		});
	},
);

test.each(['.', 'here', './here', '../up', '~', 'C:'])('HOME=%j is no place in the current folder', HOME => {
	for (const platform of ['linux', 'darwin'] as const) {
		const place = usualPlace({platform, environment: {HOME}, homeOfUser});
		expect(place).toEqual({ok: false, sentence: expect.stringContaining(`HOME is "${HOME}"`)});
	}
	expect(usualPlace({platform: 'win32', environment: {USERPROFILE: 'here'}, homeOfUser})).toMatchObject({ok: false});
});

test.each(['.', 'xdg', './xdg', '~/.config'])('XDG_CONFIG_HOME=%j is ignored, and that is said', XDG_CONFIG_HOME => {
	expect(usualPlace({platform: 'linux', environment: {HOME: '/h', XDG_CONFIG_HOME}, homeOfUser})).toEqual({
		ok: true,
		path: '/h/.config/gpjobs',
		notice: relativeXdg(XDG_CONFIG_HOME, '/h/.config/gpjobs'),
	});
});

test('a user without HOME and without an entry in the user database has to name a folder', () => {
	const noEntry = () => {
		throw new Error('uv_os_get_passwd returned ENOENT');
	};
	for (const home of [noEntry, () => '']) {
		const place = usualPlace({platform: 'linux', environment: {HOME: ''}, homeOfUser: home});
		expect(place).toEqual({ok: false, sentence: noHome('HOME')});
	}
});
