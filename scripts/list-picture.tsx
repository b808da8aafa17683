import xterm from '@xterm/headless';
import {renderToString} from 'ink';
import {safe} from '../source/text/safe-text.ts';
import {HeaderLine} from '../source/ui/header/header.tsx';
import {tallyOf} from '../source/ui/header/tally.ts';
import {groupOf, listLines, mostGroupHeadings} from '../source/ui/panes/list/groups.ts';
import {JobList} from '../source/ui/panes/list/list.tsx';
import {defaultSort, sortJobs} from '../source/ui/panes/list/order.ts';
import {layoutOf} from '../source/ui/screen/layout.ts';
import {countyJobs} from '../test/ui/panes/list/county-jobs.ts';
import {noon} from '../test/ui/panes/list/sample-jobs.ts';
import {screenSvg} from './screen-svg.ts';

const jobs = Object.values(countyJobs);

/** The list of {@link countyJobs} with the first line above it, on a terminal of a size. */
export async function listPicture(width: number, height: number): Promise<string> {
	const sorted = sortJobs(jobs, defaultSort, noon);
	const byUrl: ReadonlyMap<string, (typeof sorted)[number]> = new Map(sorted.map(job => [job.address.url, job]));
	const layout = layoutOf({width, height}, {kind: 'list'}, false, sorted.length, mostGroupHeadings);
	const groups = new Map(sorted.map(job => [job.address.url, groupOf(job, noon)]));
	const lines = listLines([...byUrl.keys()], layout.hasGroups ? groups : new Map());
	const text = renderToString(
		<>
			<HeaderLine
				facts={{
					tally: tallyOf(jobs, noon),
					marked: 0,
					interval: undefined,
					slowedTo: undefined,
					position: jobs.length > height - 3 ? {first: 1, last: height - 3, of: jobs.length} : null,
					isPaused: false,
					isUnsaved: false,
					isReadOnly: false,
					troubled: [],
					filter: null,
					time: noon.epoch,
				}}
				width={width}
				ascii={false}
			/>
			<JobList
				lines={lines.flatMap(line => (line.kind === 'group' ? line.group : (byUrl.get(line.url) ?? [])))}
				all={jobs}
				width={width}
				height={Math.min(lines.length, height - 3)}
				selected={jobs[1]?.address.url ?? null}
				marks={new Set()}
				now={noon}
				sort={defaultSort}
				ascii={false}
				outages={new Map()}
				filter={null}
			/>
		</>,
		{columns: width},
	);
	const terminal = new xterm.Terminal({cols: width, rows: height, allowProposedApi: true, convertEol: true});
	await new Promise<void>(resolve => terminal.write(text, resolve));
	return screenSvg(terminal, safe`The list of jobs at ${width} by ${height} cells`);
}
