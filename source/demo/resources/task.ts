import {type DemoAnswer, resource} from '../http/answer.ts';
import type {DemoTask, InputParameter, OutputParameter} from '../tasks/task.ts';
import type {World} from '../world.ts';

/** Answers with the resource of a task ("GP task"). */
export function taskAnswer({origin}: World, task: DemoTask): DemoAnswer {
	const output = `${origin}/arcgis/rest/directories/arcgisoutput/${task.service}_GPServer`;
	return resource(`Task: ${task.name}`, {
		name: task.name,
		displayName: task.name,
		description: task.description,
		category: '',
		helpUrl: encodeURI(`${output}/${task.name}.htm`),
		executionType: 'esriExecutionTypeAsynchronous',
		parameters: parameterDefinitions(task),
	});
}

/** Returns the parameters as the task resource declares them. Jobs of Notebook Server contain them, too. */
export function parameterDefinitions(task: DemoTask): readonly object[] {
	return [...task.inputs.map(inputDefinition), ...task.outputs.map(outputDefinition)];
}

function inputDefinition(parameter: InputParameter): object {
	return {
		...sharedDefinition(parameter),
		direction: 'esriGPParameterDirectionInput',
		defaultValue: parameter.defaultValue ?? null,
		parameterType: parameter.required ? 'esriGPParameterTypeRequired' : 'esriGPParameterTypeOptional',
	};
}

function outputDefinition(parameter: OutputParameter): object {
	return {
		...sharedDefinition(parameter),
		direction: 'esriGPParameterDirectionOutput',
		defaultValue: null,
		parameterType: 'esriGPParameterTypeDerived',
	};
}

function sharedDefinition(parameter: InputParameter | OutputParameter): object {
	const {name, dataType, displayName, description = '', choiceList, columns} = parameter;
	return {
		name,
		dataType,
		displayName,
		description,
		category: '',
		...(choiceList === undefined ? {} : {choiceList}),
		...(columns === undefined ? {} : {parameterInfos: columns}),
	};
}
