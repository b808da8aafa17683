import {readdirSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {configPath} from '../../source/store/home.ts';
import {addInProcess, openList, savedJob, urlsIn, withUsualUmask} from './fixtures/list-of-jobs.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

withUsualUmask();

describe('several processes', () => {
	test('4 processes that add 10 jobs each lose none of 40', async () => {
		const home = temporaryHome();
		const prefixes = ['a', 'b', 'c', 'd'];
		const children = await Promise.all(prefixes.map(prefix => addInProcess(home, prefix, 10)));
		expect(children.map(({stderr}) => stderr).join('')).toBe('');
		expect(children.map(({stdout}) => stdout.trim())).toEqual(Array(4).fill('10'));
		expect(await urlsIn(openList(home))).toHaveLength(40);
		expect(readdirSync(home).sort()).toEqual(['config.json', 'config.json.bak']);
	});

	test('two that find the same damaged file set it aside once', async () => {
		const home = temporaryHome();
		await openList(home).add([savedJob('j1')]);
		await openList(home).add([savedJob('j2')]);
		writeFileSync(configPath(home), 'damaged');
		const children = await Promise.all(['a', 'b'].map(prefix => addInProcess(home, prefix, 3)));
		expect(children.map(({stdout}) => stdout.trim())).toEqual(['3', '3']);
		expect(await urlsIn(openList(home))).toHaveLength(7);
		expect(readdirSync(home).filter(name => name.includes('.broken-'))).toHaveLength(1);
	});
});
