import {type Script, shortQueue} from '../play/script.ts';
import type {DemoTask} from '../tasks/task.ts';
import {tinyPdf} from '../tasks/tiny-pdf.ts';

const printTask: DemoTask = {
	service: 'Utilities/PrintingTools',
	name: 'Export Web Map Task',
	description: 'Prints a web map.',
	inputs: [
		{
			name: 'Web_Map_as_JSON',
			dataType: 'GPString',
			displayName: 'Web Map as JSON',
			required: true,
			defaultValue: '{"mapOptions":{"scale":24000},"operationalLayers":[],"exportOptions":{"dpi":96}}',
		},
		{
			name: 'Format',
			dataType: 'GPString',
			displayName: 'Format',
			required: false,
			defaultValue: 'SVG',
			choiceList: ['PDF', 'SVG'],
		},
	],
	outputs: [
		{
			name: 'Output_File',
			dataType: 'GPDataFile',
			displayName: 'Output File',
			value: ({scratchUrl, inputs}) => ({url: `${scratchUrl}/map.${inputs.Format === 'PDF' ? 'pdf' : 'svg'}`}),
		},
	],
	files: [
		{name: 'map.pdf', contentType: 'application/pdf', content: () => tinyPdf('Riverton, 1:24,000')},
		{
			name: 'map.svg',
			contentType: 'image/svg+xml',
			content: () =>
				'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 2l1-1 1 1 2-2v3H0z" fill="#486"/></svg>\n',
		},
	],
};

/** A job that has succeeded and that the server deletes during the demo. */
export const printMap: Script = {
	name: 'print-map',
	label: 'print',
	task: printTask,
	headStart: 20_000,
	phases: [
		...shortQueue,
		{status: 'esriJobExecuting', lasts: 5_000},
		{status: 'esriJobSucceeded', lasts: 50_000},
		{status: 'esriJobDeleting', lasts: 8_000},
		{status: 'purged'},
	],
	messages: () => [
		{at: 500, text: 'Layout: A3 Landscape'},
		{at: 4_800, text: 'Map exported.'},
	],
};
