import {checkRoads} from '../cast/check-roads.ts';
import {hotspots} from '../cast/hotspots.ts';
import {landUse} from '../cast/land-use.ts';
import {nightlyExport} from '../cast/nightly-export.ts';
import {viewshed} from '../cast/viewshed.ts';
import {watershed} from '../cast/watershed.ts';
import {between, pick, type Random, randomFor} from '../random.ts';
import type {DemoSubmission} from '../tasks/task.ts';
import {cancelLasts} from './phases.ts';
import type {Phase, Progressor, Script, TimedMessage} from './script.ts';
import {error, toolRun, warning} from './tool-messages.ts';

type Outcome = 'succeeds' | 'warns' | 'fails' | 'times-out' | 'is-cancelled';

/** Makes the script of a job on a busy server, only from the seed and its index. */
export function generatedScript(seed: number, index: number): Script {
	const random = randomFor(seed, index);
	const {task} = pick(random, [hotspots, nightlyExport, watershed, viewshed, checkRoads, landUse]);
	const outcome = drawOutcome(random());
	const queued = between(random, 2_000, 90_000);
	const executes = between(random, 20_000, 600_000);
	const toolCount = Math.ceil(executes / 60_000);
	return {
		name: `generated: ${outcome}`,
		label: `${task.name.toLowerCase().replaceAll(' ', '-')}-${String(index + 1).padStart(4, '0')}`,
		task,
		headStart: drawHeadStart(random, queued, executes),
		phases: [
			{status: 'esriJobSubmitted', lasts: 1_000},
			{status: 'esriJobWaiting', lasts: queued - 1_000},
			{status: 'esriJobExecuting', lasts: executes, ...drawProgressor(random, toolCount)},
			...endOf(outcome),
		],
		messages: submission => tell(submission, outcome, executes, toolCount),
	};
}

/** Chooses how a job ends. Most jobs succeed; the others end in the ways that an operator looks for. */
function drawOutcome(chance: number): Outcome {
	if (chance < 0.68) return 'succeeds';
	if (chance < 0.82) return 'warns';
	if (chance < 0.92) return 'fails';
	return chance < 0.96 ? 'times-out' : 'is-cancelled';
}

/**
 * Chooses how long before the start a job was submitted. At the start, two of ten jobs are queued, four execute and
 * four have ended.
 */
function drawHeadStart(random: Random, queued: number, executes: number): number {
	const chance = random();
	if (chance < 0.2) return between(random, 0, queued - 1);
	if (chance < 0.6) return queued + between(random, 0, executes - 1);
	return queued + executes + between(random, cancelLasts, 600_000);
}

function drawProgressor(random: Random, toolCount: number): {progressor?: Progressor} {
	const chance = random();
	if (chance < 0.2) return {};
	if (chance < 0.35) return {progressor: {type: 'default', message: 'Executing...'}};
	const messages = Array.from({length: toolCount}, (_, tool) => `Step ${tool + 1} of ${toolCount}: ${toolAt(tool)}…`);
	return {progressor: {type: 'step', messages}};
}

function endOf(outcome: Outcome): readonly Phase[] {
	switch (outcome) {
		case 'succeeds':
		case 'warns':
			return [{status: 'esriJobSucceeded'}];
		case 'fails':
			return [{status: 'esriJobFailed'}];
		case 'times-out':
			return [{status: 'esriJobTimedOut'}];
		case 'is-cancelled':
			return [{status: 'esriJobCancelling', lasts: cancelLasts}, {status: 'esriJobCancelled'}];
		default:
			return outcome satisfies never;
	}
}

function tell(
	submission: DemoSubmission,
	outcome: Outcome,
	executes: number,
	toolCount: number,
): readonly TimedMessage[] {
	const each = executes / toolCount;
	const runs = Array.from({length: toolCount}, (_, index) => {
		const name = toolAt(index);
		const data = `${submission.scratchFolder}\\scratch.gdb\\step${index}`;
		return toolRun(submission, {
			from: index * each,
			to: (index + 1) * each,
			tool: {name, command: `${name.replaceAll(' ', '')} ${data} ${data}_out`},
		});
	});
	// A job that fails or is cancelled stops in its last tool, which therefore does not report success.
	const whole = (during: readonly TimedMessage[], ends: 'Succeeded' | 'Failed') =>
		toolRun(submission, {from: 0, to: executes, ends, during});
	const cutShort = runs.flat().slice(0, -1);
	switch (outcome) {
		case 'succeeds':
			return whole(runs.flat(), 'Succeeded');
		case 'warns':
			return whole([...runs.flat(), warning(executes, 'WARNING 000117: Warning empty output generated.')], 'Succeeded');
		case 'fails':
			return whole(
				[...cutShort, error(executes, 'ERROR 000210: Cannot create output. The workspace is locked.')],
				'Failed',
			);
		case 'times-out':
		case 'is-cancelled':
			return whole(cutShort, 'Failed').slice(0, -1);
		default:
			return outcome satisfies never;
	}
}

function toolAt(index: number): string {
	return tools[index % tools.length] ?? tools[0];
}

const tools = ['Select', 'Buffer', 'Clip', 'Dissolve', 'Spatial Join', 'Copy Features'] as const;
