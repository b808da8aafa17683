/** Many at once, and whatever may go wrong at any moment: short here, long in `npm run torture`. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {openHome} from '../../source/store/home.ts';
import {openJobRecords} from '../../source/store/record-files.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import {isThorough} from '../often.ts';
import {jobUrl} from '../store/fixtures/job-url.ts';
import {temporaryHome} from '../store/fixtures/temporary-home.ts';

const timeout = isThorough ? 3_600_000 : 120_000;

/** Runs one of the fixtures to its end; what it prints on standard error fails the test. */
async function ran(name: string, ...args: readonly string[]): Promise<string> {
	const script = fileURLToPath(new URL(`../store/fixtures/${name}`, import.meta.url));
	const child = spawn(process.execPath, [script, ...args], {stdio: ['ignore', 'pipe', 'pipe']});
	let [out, wrong] = ['', ''];
	child.stdout.setEncoding('utf8').on('data', text => {
		out += text;
	});
	child.stderr.setEncoding('utf8').on('data', text => {
		wrong += text;
	});
	await once(child, 'close');
	expect(wrong).toBe('');
	return out.trim();
}

test('many processes add at once, and none is lost', {timeout}, async () => {
	const [rounds, processes, adds] = isThorough ? [10, 20, 50] : [1, 4, 5];
	let kept = 0;
	for (let round = 0; round < rounds; round++) {
		const home = temporaryHome();
		const told = await Promise.all(
			Array.from({length: processes}, (_, index) => ran('add-jobs.ts', home, `p${index}`, String(adds))),
		);
		expect(told).toEqual(Array(processes).fill(String(adds)));
		kept += (await openSavedList(home).read()).jobs.length;
	}
	console.log(`${rounds} rounds of ${processes} processes × ${adds} adds: ${kept} kept`);
	expect(kept).toBe(rounds * processes * adds);
});

test('processes that add, label and remove leave what each of them means to', {timeout}, async () => {
	const [rounds, processes, turns] = isThorough ? [100, 8, 25] : [1, 4, 12];
	for (let round = 0; round < rounds; round++) {
		const home = temporaryHome();
		const told = await Promise.all(
			Array.from({length: processes}, (_, index) =>
				ran('live-here.ts', home, `p${index}`, String(turns), String(round * 100 + index + 1)),
			),
		);
		const expected = Object.assign({}, ...told.map(text => JSON.parse(text))) as Record<string, string>;
		const {jobs, notices} = await openSavedList(home).read();
		expect(notices).toEqual([]);
		expect(Object.fromEntries(jobs.map(({url, label}) => [url, label]))).toEqual(
			Object.fromEntries(Object.entries(expected).map(([id, label]) => [jobUrl(id), label])),
		);
	}
	console.log(`${rounds} rounds of ${processes} processes × ${turns} changes: as each of them said`);
});

test('a kill at any moment damages nothing, loses nothing that was acknowledged, and leaves nothing behind', {
	timeout,
}, async () => {
	const kills = isThorough ? 1000 : 5;
	const script = fileURLToPath(new URL('../store/fixtures/add-and-say.ts', import.meta.url));
	let acknowledged = 0;
	for (let kill = 0; kill < kills; kill++) {
		const home = temporaryHome();
		const child = spawn(process.execPath, [script, home, 'j'], {stdio: ['ignore', 'pipe', 'inherit']});
		let said = '';
		child.stdout.setEncoding('utf8').on('data', text => {
			said += text;
		});
		await once(child.stdout, 'data');
		// Some moment of the writes that follow, another one each time.
		await new Promise(resolve => setTimeout(resolve, (kill * 7919) % 60));
		child.kill('SIGKILL');
		await once(child, 'close');

		// The next start comes a while later.
		await openHome({flag: home}, Date.now() + 61_000);
		const {jobs, notices} = await openSavedList(home).read();
		expect(notices).toEqual([]);
		const urls = new Set(jobs.map(({url}) => url));
		const {records, notices: damaged} = await openJobRecords(home).read([...urls]);
		expect(damaged).toEqual([]);
		for (const line of said.split('\n').slice(0, -1)) {
			const [what, url = ''] = line.split(' ');
			expect(what === 'list' ? urls.has(url) : records.has(url), line).toBe(true);
			acknowledged++;
		}
		const left = [home, join(home, 'jobs')].flatMap(folder => (existsSync(folder) ? readdirSync(folder) : []));
		expect(left.filter(name => name.includes('.tmp-'))).toEqual([]);
		// The lock of a holder that died goes with the next change.
		expect(await openSavedList(home).add([{url: jobUrl('next'), tags: [], addedAt: 0}])).toMatchObject({ok: true});
		expect(readdirSync(home).filter(name => name.includes('lock'))).toEqual([]);
	}
	console.log(`${kills} kills: ${acknowledged} acknowledged writes, all there`);
});

test('a disk that is full at any byte keeps the old file or the new one, and says which', {timeout}, async () => {
	const told = JSON.parse(await ran('small-disk.ts', temporaryHome(), isThorough ? '1' : '97')) as {
		bytes: number;
		acknowledged: number;
		refused: number;
		wrong: number[];
	};
	console.log(`a list of ${told.bytes} bytes: ${told.refused} refused, ${told.acknowledged} acknowledged`);
	expect(told.bytes).toBeLessThanOrEqual(2048);
	expect(told.wrong).toEqual([]);
	expect(told.refused).toBeGreaterThan(10);
	expect(told.acknowledged).toBeGreaterThan(0);
});

test('a disk that fails at any call loses nothing in silence', {timeout}, async () => {
	const codes = isThorough ? ['ENOSPC', 'EIO', 'EACCES', 'EMFILE', 'EROFS', 'EDQUOT'] : ['EIO'];
	const told = JSON.parse(await ran('failing-disk.ts', join(temporaryHome(), 'home'), ...codes)) as Record<
		string,
		number
	>;
	console.log(`a disk that fails at each call in turn: ${JSON.stringify(told)}`);
	expect(told).toMatchObject({lost: 0, damaged: 0});
	expect(told.refused).toBeGreaterThan(5);
});
