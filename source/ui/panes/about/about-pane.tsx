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
	/** The user name under which gpjobs is signed in to the job's server. */
	readonly signedIn: SafeText | undefined;
	readonly width: number;
	/** The height in lines. */
	readonly height: number;
	/** The index of the first visible line. A larger number than that of the last line shows the end of the text. */
	readonly top: number;
	readonly ascii: boolean;
};

/** Draws the tab About: all that gpjobs knows about a job. */
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
