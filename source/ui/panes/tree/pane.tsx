import {Box} from 'ink';
import {memo} from 'react';
import {Lines} from '../../line.tsx';
import {treeLines} from './lines.ts';
import type {TreeState} from './state.ts';

type TreePaneProps = {readonly state: TreeState; readonly isAscii: boolean};

/** Draws a JSON value as a tree that can be folded, or one value that was opened from the tree. */
export const TreePane = memo(function TreePane({state, isAscii}: TreePaneProps) {
	const {width, height} = state.size;
	return (
		<Box flexDirection="column" width={width} height={height} overflow="hidden">
			<Lines lines={treeLines(state, isAscii)} />
		</Box>
	);
});
