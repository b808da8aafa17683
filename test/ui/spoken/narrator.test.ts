import {expect, test} from 'vitest';
import {newsOf} from '../../../source/monitor/job-news.ts';
import type {JobChange} from '../../../source/monitor/jobs.ts';
import {type SafeText, safe, safeText} from '../../../source/text/safe-text.ts';
import {replacedNote} from '../../../source/ui/panes/messages/state.ts';
import {Narrator} from '../../../source/ui/spoken/narrator.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

/** A screen that is told, with the messages of its one job open; news are states, by their status. */
async function told() {
	const world = await openWorld(['flood']);
	const lines: SafeText[] = [];
	const narrator = new Narrator(world.screen, world.clock, line => lines.push(line));
	const statesOf = ({url, before, after}: JobChange) =>
		newsOf({url, before, after}).flatMap(news =>
			news.event === 'state' ? [safe`state ${safeText(news.job.status?.safe ?? '')}`] : [],
		);
	world.monitor.jobs.listen(change => narrator.tellNews(statesOf(change)));
	world.screen.subscribe(() => narrator.narrate());
	await world.press('Enter');
	await world.clock.move(10_000);
	return {...world, lines};
}

test('the last messages of an open job are announced before its end', async () => {
	const {clock, lines, says, statuses} = await told();
	says.set(urlOf('flood'), ['the last words']);
	statuses.set(urlOf('flood'), 'esriJobFailed');
	await clock.move(60_000);
	const heard = lines.filter(line => line === 'state esriJobFailed' || line === 'the last words');
	expect(heard).toEqual(['the last words', 'state esriJobFailed']);
});

test('a replaced list of messages is announced as such, and its messages are read', async () => {
	const {clock, lines, says} = await told();
	says.set(urlOf('flood'), ['first', 'second']);
	await clock.move(60_000);
	lines.length = 0;
	says.set(urlOf('flood'), ['another first', 'another second']);
	await clock.move(60_000);
	expect(lines.filter(line => line === replacedNote)).toHaveLength(1);
	expect(lines.indexOf(replacedNote)).toBeLessThan(lines.indexOf(safe`another first`));
	expect(lines).toContain('another second');
});

test('the jobs in the dialog for a cancel are read once, not again when the age of their status changes', async () => {
	const world = await openWorld(['a', 'b', 'c']);
	const lines: SafeText[] = [];
	const narrator = new Narrator(world.screen, world.clock, line => lines.push(line));
	world.screen.subscribe(() => narrator.narrate());
	await world.press('Space', 'Space');
	lines.length = 0;
	await world.press('x');
	await world.clock.move(1000);
	const heard = (name: string) => lines.filter(line => line.startsWith(`${name} `));
	expect([heard('a').length, heard('b').length, heard('c').length]).toEqual([1, 1, 0]);
	await world.clock.move(30_000);
	expect([heard('a').length, heard('b').length]).toEqual([1, 1]);
	world.close();
});
