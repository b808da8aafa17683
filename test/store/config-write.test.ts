import {existsSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test, vi} from 'vitest';
import {readConfig} from '../../source/store/config-file.ts';
import type * as ConfigWrite from '../../source/store/config-write.ts';
import {notKept} from '../../source/store/config-write.ts';
import {configPath} from '../../source/store/home.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

let writeConfig: typeof ConfigWrite.writeConfig;

// conf as it is on a full disk: it reports success, and the file is cut short (fabiospampinato/atomically#18).
beforeAll(async () => {
	vi.doMock('conf', () => ({
		default: class {
			#path: string;
			constructor({cwd, configName}: {cwd: string; configName: string}) {
				this.#path = join(cwd, configName);
			}

			set store(value: unknown) {
				writeFileSync(`${this.#path}.tmp-conf`, JSON.stringify(value).slice(0, 10));
				renameSync(`${this.#path}.tmp-conf`, this.#path);
			}
		},
	}));
	// The files of one worker share their modules: this one wants its own, with the other conf in it.
	vi.resetModules();
	({writeConfig} = await import('../../source/store/config-write.ts'));
});

afterAll(() => {
	vi.doUnmock('conf');
	vi.resetModules();
});

test('a file that conf truncated is restored', async () => {
	const path = configPath(temporaryHome());
	const text = '{"version":1,"jobs":["x"]}';
	writeFileSync(path, text);
	const state = await readConfig(path);
	if (state.kind !== 'good') throw new Error(state.kind);
	expect(await writeConfig(path, state.root, {jobs: ['y']})).toBe(notKept(path));
	expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a first file that conf truncated is removed', async () => {
	const home = temporaryHome();
	const path = configPath(home);
	expect(await writeConfig(path, {}, {jobs: ['y']})).toBe(notKept(path));
	expect(existsSync(path)).toBe(false);
	expect(readdirSync(home)).toEqual([]);
});
