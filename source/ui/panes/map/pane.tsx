import {Box} from 'ink';
import {memo, useMemo} from 'react';
import {Lines} from '../../line.tsx';
import {mapLines} from './map-lines.ts';
import type {MapState} from './state.ts';

type MapPaneProps = {readonly state: MapState};

/** A record set as a map. Memoised: it is drawn only when its state changes. */
export const MapPane = memo(function MapPane({state}: MapPaneProps) {
	const lines = useMemo(() => mapLines(state), [state]);
	return (
		<Box flexDirection="column">
			<Lines lines={lines} />
		</Box>
	);
});
