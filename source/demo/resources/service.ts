import {type Dialect, serverVersion} from '../dialect.ts';
import {type DemoAnswer, resource} from '../http/answer.ts';
import type {DemoTask} from '../tasks/task.ts';
import type {World} from '../world.ts';

/** A GPServer ("GP service"). */
export function serviceAnswer(
	{origin}: World,
	dialect: Dialect,
	service: string,
	tasks: readonly DemoTask[],
): DemoAnswer {
	const name = service.slice(service.lastIndexOf('/') + 1);
	const output = `${origin}/arcgis/rest/directories/arcgisoutput/${service}_GPServer`;
	return resource(`${service} (GPServer)`, {
		currentVersion: serverVersion(dialect).currentVersion,
		cimVersion: dialect.resultsAtOnce ? '3.3.0' : '2.9.0',
		serviceDescription: tasks.map(({description}) => description).join(' '),
		tasks: tasks.map(task => task.name),
		executionType: 'esriExecutionTypeAsynchronous',
		resultMapServerName: '',
		maximumRecords: 1000,
		capabilities: '',
		...(dialect.resultsAtOnce ? {schema: {'json-schema': {url: `${output}/${name}/spec/json-schema.json`}}} : {}),
	});
}
