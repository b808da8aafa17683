import {type JobUrl, jobAddress, type TaskUrl} from '../../source/gp/job-url.ts';

/** The URL of a job as the client takes it. @throws where it is not one */
export function asJobUrl(url: string): JobUrl {
	const address = jobAddress(url);
	if (address === undefined) throw new Error(`${url} is not the URL of a job`);
	return address.url;
}

/** The URL of a task as the client takes it. @throws where it is not one */
export function asTaskUrl(url: string): TaskUrl {
	const address = jobAddress(`${url}/jobs/j0`);
	if (address === undefined) throw new Error(`${url} is not the URL of a task`);
	return address.taskUrl;
}
