import {expect, onTestFinished, test} from 'vitest';
import {safeText} from '../../../source/text/safe-text.ts';
import {addText, importHint, notAJob} from '../../../source/ui/dialogs/add.ts';
import {dialogText} from '../../../source/ui/dialogs/dialogs.ts';
import {inputText} from '../../../source/ui/input/state.ts';
import {refusalOf} from '../../field/parsed-url.ts';
import {openWorld, urlOf} from '../screen/screen-world.ts';

/** A world in which the dialog is open and this text was typed. */
async function addWorld(text: string) {
	const world = await openWorld(['a']);
	onTestFinished(world.close);
	await world.press('a', ...text);
	return {
		...world,
		text() {
			const {dialog} = world.screen.state;
			const said = dialog && dialogText(dialog, world.screen);
			if (!said) throw new Error('no dialog is open');
			return {...said, facts: Object.fromEntries(said.facts)};
		},
		field() {
			const {dialog} = world.screen.state;
			return dialog?.kind === 'add' ? inputText(dialog.field) : undefined;
		},
	};
}

const service = 'https://gis.acme.com/arcgis/rest/services/S/GPServer';

test.each([
	`${service}/T`,
	service,
	'https://gis.acme.com/arcgis/rest/services/S/FeatureServer',
	'gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1',
	'j0123456789abcdef0123456789abcdef',
	'ftp://gis.acme.com/GPServer/T/jobs/j1',
	'https://acme.maps.arcgis.com/home/item.html?id=1',
	'nonsense',
])('%s stays in the field, with the sentence of the commands', async wrong => {
	const {press, text, field, edits} = await addWorld(wrong);
	await press('Enter');
	expect(field()).toBe(wrong);
	expect(text().notes.join(' ')).toContain(refusalOf(wrong));
	await press('x');
	expect(text().notes).toEqual(addText('').notes);
	expect([field(), edits]).toEqual([`${wrong}x`, []]);
});

test('for a service or a task it says how to find the jobs, without appended parameters', () => {
	for (const text of [service, `${service}/T`, `${service}/T?token=SECRET1`, ` ${service}/ `])
		expect(notAJob(text), text).toContain(importHint(safeText(service)));
	expect(notAJob('https://gis.acme.com/arcgis/rest/services/S/FeatureServer')).not.toContain('import');
	for (const text of ['https://u:SECRET1@gis.acme.com/a/GPServer/T', `https://h/a&token=SECRET1/GPServer/T`])
		expect(notAJob(text), text).not.toContain('SECRET1');
});

test('while a URL is typed, its server is shown, and the job once the URL is complete', async () => {
	const {press, text} = await addWorld('https://gis.acme.com/arcgis');
	expect(text().facts).toEqual({server: 'gis.acme.com'});
	await press(...'/rest/services/S/GPServer/T/jobs/j77');
	expect(text().facts).toEqual({server: 'gis.acme.com', task: 'T', 'job id': 'j77'});
});

test('one job is added, several are shown first', async () => {
	const one = await addWorld(urlOf('b'));
	await one.press('Enter');
	expect([one.screen.state.dialog, one.edits]).toEqual([null, [`add ${urlOf('b')}`]]);
	const two = await addWorld(urlOf('b'));
	two.screen.paste(`\n${urlOf('c')}\n`);
	await two.press('Enter');
	expect(two.screen.state.dialog).toMatchObject({kind: 'paste', count: 2});
	expect(two.edits).toEqual([]);
});

test('an empty field closes the dialog', async () => {
	const {press, screen, edits} = await addWorld('');
	await press('Enter');
	expect([screen.state.dialog, edits]).toEqual([null, []]);
});
