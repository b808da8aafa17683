import {type Script, shortQueue} from '../play/script.ts';
import type {DemoTask} from '../tasks/task.ts';

const sceneTask: DemoTask = {
	service: 'Imagery/SceneDownload',
	name: 'Download Scenes',
	description: 'Copies scenes from an image service.',
	inputs: [
		{
			name: 'Image_Service',
			dataType: 'GPString',
			displayName: 'Image Service',
			required: true,
			defaultValue: 'https://imagery.example.com/arcgis/rest/services/Ortho2026/ImageServer',
		},
		{name: 'Scenes', dataType: 'GPLong', displayName: 'Number of Scenes', required: false, defaultValue: 12},
	],
	outputs: [{name: 'Scene_Count', dataType: 'GPLong', displayName: 'Scenes Downloaded', value: () => 0}],
};

const service = 'https://imagery.example.com/arcgis/rest/services/Ortho2026/ImageServer';

/**
 * A text that would change a terminal's title, clear the screen, colour it red and reverse text. A client must prevent
 * all of that.
 */
const hostileAnswer = 'Server said: \u001b]0;owned\u0007\u001b[2J\u001b[31mInvalid Token\u001b[0m \u202egpj.exe\u202c';

/**
 * A job whose status says that it succeeded and whose last message says that it failed. It prints a token and the
 * hostile answer of another server.
 */
export const downloadScenes: Script = {
	name: 'download-scenes',
	label: 'scenes',
	task: sceneTask,
	headStart: 8_000,
	phases: [
		...shortQueue,
		{
			status: 'esriJobExecuting',
			lasts: 20_000,
			progressor: {type: 'step', messages: ['Scene 1 of 12…', 'Scene 5 of 12…', 'Scene 9 of 12…']},
		},
		{status: 'esriJobSucceeded'},
	],
	messages: () => [
		{at: 0, text: 'Executing...'},
		{
			at: 4_000,
			text: `GET ${service}/exportImage?bbox=-13656,5704,-13648,5710&f=image&token=demo-not-a-real-token-0123456789`,
		},
		{at: 9_000, text: hostileAnswer},
		{at: 18_000, text: '{"status": "error", "reason": "0 of 12 scenes downloaded"}'},
	],
};
