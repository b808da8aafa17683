import {type Dialect, serverVersion} from '../dialect.ts';
import {type DemoAnswer, invalidUrl, resource} from '../http/answer.ts';
import type {DemoTask} from '../tasks/task.ts';
import type {World} from '../world.ts';

/** Answers with the resource `rest/info` of a server that requires no sign-in. */
export function infoAnswer(dialect: Dialect): DemoAnswer {
	return resource('Server Info', {...serverVersion(dialect), authInfo: {isTokenBasedSecurity: false}});
}

/**
 * Answers with the resource `rest/services`, or with one of its folders.
 *
 * @param folder `''` for the root
 */
export function folderAnswer(world: World, dialect: Dialect, folder: string): DemoAnswer {
	const services = [...new Set(world.tasks.map(({service}) => service))];
	const folders = [...new Set(services.map(folderOf))].filter(name => name !== '');
	if (folder !== '' && !folders.includes(folder)) return invalidUrl();
	return resource(`Folder: ${folder || '/'}`, {
		currentVersion: serverVersion(dialect).currentVersion,
		folders: folder === '' ? folders : [],
		services: services.filter(name => folderOf(name) === folder).map(name => ({name, type: 'GPServer'})),
	});
}

function folderOf(service: string): string {
	return service.slice(0, Math.max(service.lastIndexOf('/'), 0));
}

/** Answers with the resource of a GPServer ("GP service"). */
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
