/** What a task and its script may know of the one job that they play. */
export type DemoSubmission = {
	jobId: string;
	/** Moment of the demo, in milliseconds, at which the job began or will begin to execute. */
	startedAt: number;
	/** Where the files of the job are served. */
	scratchUrl: string;
	/** The path of that folder in the server's own messages, a Windows path. */
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

export type InputParameter = Parameter & {required: boolean; defaultValue?: unknown};

export type OutputParameter = Parameter & {
	value: (submission: DemoSubmission) => unknown;
	/** Why this result cannot be read although the job succeeded. */
	unreadable?: string;
};

/** A file in the scratch folder of a job that succeeded. */
type ScratchFile = {name: string; contentType: string; content: () => string | Uint8Array};

/** A GP task ("GP task", ArcGIS REST API) with what its jobs answer. */
export type DemoTask = {
	/** Path of its service below `rest/services`, folder included: `Planning/LandUse`. */
	service: string;
	/** Name in the URL, which may hold spaces. */
	name: string;
	description: string;
	inputs: readonly InputParameter[];
	outputs: readonly OutputParameter[];
	files?: readonly ScratchFile[];
	/** A web tool of Notebook Server, whose jobs carry more fields. */
	notebook?: {username: string};
};

/** The name that ArcGIS gives the folder of a service's jobs: `landuse_gpserver`. */
export function jobsFolderOf(task: DemoTask): string {
	const name = task.service.slice(task.service.lastIndexOf('/') + 1);
	return `${name.toLowerCase()}_gpserver`;
}
