import {expect, onTestFinished, test} from 'vitest';
import {safe} from '../../../source/text/safe-text.ts';
import {isReadOnlyNow} from '../../../source/ui/actions/action.ts';
import {actions, notNow} from '../../../source/ui/actions/actions.ts';
import {notSentReadOnly} from '../../../source/ui/dialogs/cancel.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

/** A world whose second job is asked about. @param canRerun whether the engine has the edit at all */
async function asked(canRerun = true) {
	const world = await openWorld(['a', 'b']);
	onTestFinished(world.close);
	const begun: string[] = [];
	const rerun = async (url: string) => {
		begun.push(url);
		return {ok: true, notice: safe`begun`};
	};
	if (canRerun) Object.assign(world.screen.world.edits, {rerun});
	await world.press('j', ':', ...actions.rerun.label, 'Enter');
	expect(world.screen.state.dialog).toMatchObject({kind: 'rerun', url: urlOf('b')});
	await world.clock.move(400);
	return {...world, begun};
}

test('only y submits the job of the dialog again, once', async () => {
	const {press, screen, begun} = await asked();
	await press('w', 'Y', 'Space', 'r');
	expect([screen.state.dialog?.kind, begun]).toEqual(['rerun', []]);
	await press('y', 'y');
	expect(begun).toEqual([urlOf('b')]);
});

test.each(['n', 'Enter', 'Esc', 'q'])('%s begins nothing', async key => {
	const {press, screen, clock, begun} = await asked();
	await press(key);
	await clock.move(1000);
	expect([screen.state.dialog, begun]).toEqual([null, []]);
});

test('read-only since the dialog was opened: y submits nothing and says so', async () => {
	const {press, screen, begun} = await asked();
	screen.change({isHeld: true});
	await press('y');
	expect([screen.state.dialog, begun]).toEqual([null, []]);
	expect(screen.state.notices[0]?.text).toBe(notSentReadOnly);
	await press(':', ...actions.rerun.label, 'Enter');
	expect(screen.state.dialog).toBeNull();
	expect(screen.state.notices[0]?.text).toBe(notNow(isReadOnlyNow));
});

test('if gpjobs cannot submit jobs, y does nothing', async () => {
	const {press, screen, edits} = await asked(false);
	await press('y');
	expect([screen.state.dialog?.kind, edits]).toEqual(['rerun', []]);
});
