import type {JobUrl} from '../gp/job-url.ts';
import type {Ellipsis} from '../text/display-width.ts';
import {shortenApart} from '../text/distinct-names.ts';
import {lastGraphemes} from '../text/graphemes.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {idEndLength, jobName} from './job.ts';
import {cachedForJobs, type NamedJob} from './job-list-cache.ts';

type Names = ReadonlyMap<JobUrl, SafeText>;

/**
 * Returns different names for jobs that are shown together: the name from {@link jobName}, and for jobs with the same
 * name as much of the id, the server and the URL as is necessary.
 *
 * @returns the same map while the jobs of the list and their labels stay the same
 */
export const distinctJobNames = cachedForJobs((jobs): Names => {
	const names = new Map<JobUrl, SafeText>();
	for (const [name, alike] of groupedBy(jobs, jobName)) {
		const [only] = alike;
		if (alike.length === 1 && only) names.set(only.address.url, name);
		else for (const [url, apart] of namesApart(alike)) names.set(url, apart);
	}
	// A label may be equal to the extended name of another job.
	for (const [name, urls] of groupedBy([...names.keys()], url => names.get(url) ?? safe``))
		if (urls.length > 1) for (const url of urls) names.set(url, safe`${name} ${safeText(url)}`);
	return names;
});

const shortNames = new WeakMap<Names, Map<string, Names>>();

/**
 * Returns the names of {@link distinctJobNames} cut to a width. Pass all jobs of the list, not only the visible ones,
 * so that a name does not change while the list scrolls.
 *
 * @param width the largest width of a name in cells; shorter names are not padded
 * @returns the same map while the jobs of the list and their labels stay the same
 */
export function shortJobNames(jobs: readonly NamedJob[], width: number, ellipsis: Ellipsis): Names {
	const whole = distinctJobNames(jobs);
	const widths = shortNames.get(whole) ?? new Map<string, Names>();
	shortNames.set(whole, widths);
	const key = `${width}${ellipsis}`;
	const known = widths.get(key);
	if (known) return known;
	const cut = shortenApart([...whole.values()], width, ellipsis);
	const names = new Map([...whole.keys()].map((url, index) => [url, cut[index] ?? safe``]));
	widths.set(key, names);
	return names;
}

/** Makes different names for jobs that have the same label, or the same task and end of the id. */
function namesApart(alike: readonly NamedJob[]): ReadonlyMap<JobUrl, SafeText> {
	const names = new Map<JobUrl, SafeText>();
	const byId = groupedBy(alike, job => job.address.jobId);
	const ends = endsOfIds([...byId.keys()]);
	for (const [id, jobs] of byId) {
		const isSameServer = new Set(jobs.map(job => job.address.serverName)).size < jobs.length;
		for (const {label, address} of jobs) {
			const name = safe`${label ?? address.task} ·${ends.get(id) ?? id}`;
			const place = isSameServer ? safeText(address.url) : address.serverName;
			names.set(address.url, jobs.length === 1 ? name : safe`${name} ${place}`);
		}
	}
	return names;
}

/**
 * Returns the shortest end of each id that distinguishes it from the others.
 *
 * @param ids without duplicates
 */
function endsOfIds(ids: readonly SafeText[]): ReadonlyMap<SafeText, SafeText> {
	const ends = new Map<SafeText, SafeText>();
	let open = ids;
	for (let length = idEndLength; open.length > 0; length++) {
		const ofLength = length;
		const left: SafeText[] = [];
		for (const [end, alike] of groupedBy(open, id => lastGraphemes(id, ofLength))) {
			for (const id of alike) {
				if (alike.length === 1 || end === id) ends.set(id, end);
				else left.push(id);
			}
		}
		open = left;
	}
	return ends;
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => SafeText): ReadonlyMap<SafeText, readonly T[]> {
	const groups = new Map<SafeText, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	}
	return groups;
}
