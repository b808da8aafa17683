/** The facts about a job that are available to its task and script. */
export type DemoSubmission = {
	jobId: string;
	/** The time of the demo clock, in milliseconds, at which the job begins to execute. */
	startedAt: number;
	/** The values of all inputs by name: as submitted, otherwise the default values. */
	inputs: Readonly<Record<string, unknown>>;
	/** The URL of the folder with the job's files. */
	scratchUrl: string;
	/** The path of the scratch folder in the server's messages, which is a Windows path. */
	scratchFolder: string;
};

/** One column of a `GPValueTable`, under `parameterInfos` in the task resource (11.0). */
type Column = {name: string; dataType: string; displayName: string};

type Parameter = {
	name: string;
	dataType: string;
	displayName: string;
	description?: string;
	choiceList?: readonly string[];
	columns?: readonly Column[];
};

/** A parameter of a task whose value the client sends. */
export type InputParameter = Parameter & {required: boolean; defaultValue?: unknown};

/** A parameter of a task whose value is a result of the job. */
export type OutputParameter = Parameter & {
	value: (submission: DemoSubmission) => unknown;
	/** Why this result cannot be read although the job has succeeded; absent if it can be read. */
	unreadable?: string;
};

/** A file in the scratch folder of a job that succeeded. */
type ScratchFile = {
	name: string;
	contentType: string;
	content: (submission: DemoSubmission) => string | Uint8Array;
};

/** A GP task ("GP task", ArcGIS REST API) with the parameters and results of its jobs. */
export type DemoTask = {
	/** The path of the task's service below `rest/services`, including the folder: `Planning/LandUse`. */
	service: string;
	/** The name of the task in the URL, which may contain blanks. */
	name: string;
	description: string;
	inputs: readonly InputParameter[];
	outputs: readonly OutputParameter[];
	files?: readonly ScratchFile[];
	/** Present for a web tool of Notebook Server, whose jobs have more properties. */
	notebook?: {username: string};
};

/** Returns the values of all inputs of a job: as submitted, otherwise the default values. */
export function inputValues(
	{inputs}: DemoTask,
	given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		inputs.map(({name, defaultValue}) => [name, Object.hasOwn(given, name) ? given[name] : (defaultValue ?? null)]),
	);
}

/** The name of the folder in which ArcGIS keeps a service's jobs: `landuse_gpserver`. */
export function jobsFolderOf(task: DemoTask): string {
	const name = task.service.slice(task.service.lastIndexOf('/') + 1);
	return `${name.toLowerCase()}_gpserver`;
}
