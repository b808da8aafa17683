import {type Script, shortQueue, type TimedMessage} from '../play/script.ts';
import {warning} from '../play/tool-messages.ts';
import type {DemoTask} from '../tasks/task.ts';

const tileCacheTask: DemoTask = {
	service: 'Basemaps/TileCache',
	name: 'Build Tile Cache',
	description: 'Builds the bundles of a tile cache.',
	inputs: [
		{
			name: 'Levels',
			dataType: 'GPMultiValue:GPLong',
			displayName: 'Levels',
			required: false,
			defaultValue: [0, 1, 2, 3],
		},
		{name: 'Threads', dataType: 'GPLong', displayName: 'Threads', required: false, defaultValue: 4},
	],
	outputs: [
		{
			name: 'Tile_Package',
			dataType: 'GPDataFile',
			displayName: 'Tile Package',
			value: ({scratchUrl}) => ({url: `${scratchUrl}/bundles.csv`}),
		},
		{
			name: 'Statistics',
			dataType: 'GPRecordSet',
			displayName: 'Statistics',
			value: () => null,
			unreadable: 'Unable to retrieve results for Statistics',
		},
		{name: 'Tile_Count', dataType: 'GPLong', displayName: 'Number of Tiles', value: () => tiles},
	],
	files: [
		{name: 'bundles.csv', contentType: 'text/csv', content: () => 'LEVEL,BUNDLES\r\n0,1\r\n1,1\r\n2,4\r\n3,16\r\n'},
	],
};

const executes = 200_000;
const tiles = 19_998;

/**
 * A tool without a progressor. Only its 20,000 messages show its progress.
 *
 * Its loop is plain Python. After a request to cancel, the job's status is Cancelling until the job ends as Succeeded.
 * One of its results cannot be read, the others can.
 */
export const tileCache: Script = {
	name: 'tile-cache',
	label: 'tiles',
	task: tileCacheTask,
	headStart: 45_000,
	cancel: 'ignored-while-cancelling',
	phases: [...shortQueue, {status: 'esriJobExecuting', lasts: executes}, {status: 'esriJobSucceeded'}],
	messages: tileMessages,
};

function tileMessages(): readonly TimedMessage[] {
	const first = {at: 0, text: `Expecting 33 bundles, ${tiles} tiles`};
	const last = {at: executes, text: 'Cache complete.'};
	const counters = Array.from({length: tiles}, (_, tile) => {
		const at = (executes * (tile + 1)) / (tiles + 1);
		const place = `L03/R${hex(tile >> 7)}C${hex(tile & 127)}`;
		return tile % 6_000 === 5_999
			? warning(at, `Tile ${place} is empty`)
			: {at, text: `${tile + 1} ${tiles - tile - 1} Adding ${place}`};
	});
	return [first, ...counters, last];
}

function hex(value: number): string {
	return value.toString(16).padStart(4, '0');
}
