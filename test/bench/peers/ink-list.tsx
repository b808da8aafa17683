import {Box, render, Text, useInput} from 'ink';
import {useEffect, useState} from 'react';

/** The least that an Ink program can be, to measure gpjobs beside it: a list, a cursor, a clock. */
function BareList({rows}: {readonly rows: number}) {
	const [cursor, setCursor] = useState(0);
	const [seconds, setSeconds] = useState(0);
	useInput((input, key) => {
		if (input === 'q') process.exit(0);
		if (key.downArrow) setCursor(now => Math.min(now + 1, rows - 1));
		if (key.upArrow) setCursor(now => Math.max(now - 1, 0));
	});
	useEffect(() => {
		const timer = setInterval(() => setSeconds(now => now + 1), 1000);
		return () => clearInterval(timer);
	}, []);
	return (
		<Box flexDirection="column">
			{Array.from({length: rows}, (_, row) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
				<Text key={row} inverse={row === cursor}>{`job ${row} Executing ${seconds + row} s`}</Text>
			))}
		</Box>
	);
}

render(<BareList rows={20} />, {alternateScreen: true, incrementalRendering: true, maxFps: 60});
