import type {RecordSet} from '../../../../source/gp/record-set.ts';
import {mapLines} from '../../../../source/ui/panes/map/map-lines.ts';
import {type MapAction, type MapState, openedMap, updateMap} from '../../../../source/ui/panes/map/state.ts';

export type Sight = {readonly width: number; readonly height: number; readonly isAscii?: boolean};

export function opened(set: RecordSet, {width, height, isAscii = false}: Sight, ...actions: MapAction[]): MapState {
	return actions.reduce(updateMap, openedMap(set, {size: {width, height}, isAscii}));
}

/** The lines of a map, the blanks at their ends cut. */
export function picture(state: MapState): readonly string[] {
	return mapLines(state).map(spans =>
		spans
			.map(({text}) => text)
			.join('')
			.trimEnd(),
	);
}
