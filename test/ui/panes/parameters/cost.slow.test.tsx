import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {safeText} from '../../../../source/text/safe-text.ts';
import {ParametersPane} from '../../../../source/ui/panes/parameters/pane.tsx';
import {
	initialParameters,
	type ParametersState,
	updateParameters,
} from '../../../../source/ui/panes/parameters/state.ts';
import {parameter} from './some-parameters.ts';

test('what a cursor key costs in a table of 200 parameters', () => {
	const rows = Array.from({length: 200}, (_, index) =>
		parameter(`p${index}`, 'GPString', `value of ${index}`, `Label ${index}`),
	);
	const pane = (state: ParametersState) => (
		<ParametersPane state={state} placeholder={safeText('none')} isAscii={false} />
	);
	let state = updateParameters(initialParameters, {type: 'resize', size: {width: 120, height: 30}});
	state = updateParameters(state, {type: 'content', content: {kind: 'rows', rows}});
	const {rerender, lastFrame, unmount} = render(pane(state));
	const begun = performance.now();
	for (let key = 0; key < 100; key++) {
		state = updateParameters(state, {type: 'scroll', by: 'line', direction: 'down'});
		rerender(pane(state));
	}
	console.log(`a table of 29 rows: ${((performance.now() - begun) / 100).toFixed(1)} ms a key`);
	expect(lastFrame()).toContain('▌  p100 ');
	unmount();
});
