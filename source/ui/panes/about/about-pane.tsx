import {Box} from 'ink';
import {useMemo} from 'react';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {blanks} from '../../../text/safe-parts.ts';
import type {SafeText} from '../../../text/safe-text.ts';
import {Lines, type Span} from '../../line.tsx';
import type {Outage} from '../list/fault-words.ts';
import {clampTop} from '../list/window.ts';
import {aboutLines} from './about.ts';

type AboutPaneProps = {
	readonly job: WatchedJob;
	readonly now: Moment;
	readonly outage: Outage | undefined;
	/** The user name with which gpjobs is signed in to the server. */
	readonly signedIn: SafeText | undefined;
	readonly width: number;
	/** Height in lines. */
	readonly height: number;
	/** The first visible line; a number beyond the end shows the end. */
	readonly top: number;
	readonly ascii: boolean;
};

/** The tab About: everything that gpjobs knows about a job. */
export function AboutPane({job, now, outage, signedIn, width, height, top, ascii}: AboutPaneProps) {
	const lines = useMemo(
		() => aboutLines(job, now, outage, width, ascii, signedIn),
		[job, now, outage, width, ascii, signedIn],
	);
	const first = clampTop(top, height, lines.length);
	const seen = Array.from(
		{length: height},
		(_, index): readonly Span[] => lines[first + index] ?? [{text: blanks(width)}],
	);
	return (
		<Box flexDirection="column">
			<Lines lines={seen} />
		</Box>
	);
}
