import {Box} from 'ink';
import {memo} from 'react';
import {Line} from '../../line.tsx';
import {treeLines} from './lines.ts';
import type {TreeState} from './state.ts';

type TreePaneProps = {readonly state: TreeState; readonly isAscii: boolean};

/** A JSON value as a tree that folds, or one value out of it. As large as its state says. */
export const TreePane = memo(function TreePane({state, isAscii}: TreePaneProps) {
	const {width, height} = state.size;
	return (
		<Box flexDirection="column" width={width} height={height} overflow="hidden">
			{treeLines(state, isAscii).map((spans, index) => (
				// A line of the screen has no other identity than where it is.
				// biome-ignore lint/suspicious/noArrayIndexKey: see above
				<Line key={index} spans={spans} />
			))}
		</Box>
	);
});
