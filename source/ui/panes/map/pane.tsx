import {Box} from 'ink';
import {memo, useMemo} from 'react';
import {Lines} from '../../line.tsx';
import {mapLines} from './map-lines.ts';
import type {MapState} from './state.ts';

type MapPaneProps = {readonly state: MapState};

/** Shows a record set as a map. Memoised, so that it is drawn again only when its state changes. */
export const MapPane = memo(function MapPane({state}: MapPaneProps) {
	const lines = useMemo(() => mapLines(state), [state]);
	return (
		<Box flexDirection="column">
			<Lines lines={lines} />
		</Box>
	);
});
