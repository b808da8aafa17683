import {expect, test} from 'vitest';
import {refusedUrls} from '../../../source/gp/job-url.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {
	alreadyListed,
	moreServers,
	nothingIn,
	nothingPasted,
	pastedIn,
	pasteHolds,
	pasteText,
	reachedThrough,
	tokensFound,
	urlsNotAdded,
} from '../../../source/ui/dialogs/paste.ts';
import {refusalOf} from '../../field/parsed-url.ts';

const gis = 'https://gis.acme.com/arcgis/rest/services/S/GPServer';
const nobody = () => false;

function said(text: string, isKnown: (url: string) => boolean = nobody): string {
	const {facts, notes} = pasteText(pastedIn(text, isKnown));
	return [...facts.map(([name, value]) => `${name} ${value}`), ...notes].join('\n');
}

test('a paste says which servers and tasks it would add', () => {
	const text = `${gis}/Buffer/jobs/j1 ${gis}/Buffer/jobs/j2\n${gis}/Clip/jobs/j3 https://other.acme.com/a/rest/services/S/GPServer/T/jobs/j4`;
	expect(said(text)).toMatch(/gis\.acme\.com.*3 jobs.*Buffer, Clip/);
	expect(said(text)).toMatch(/other\.acme\.com.*1 job.*T/);
	expect(said(text)).toContain(pasteHolds(4));
});

test.each([
	`https://app.acme.com/proxy.ashx?${gis}/Buffer/jobs/j1`,
	`https://app.acme.com/proxy?url=${encodeURIComponent(`${gis}/Buffer/jobs/j1`)}&x=1`,
	`see https://app.acme.com/p/${gis}/Buffer/jobs/j1 please`,
])('a server that is not the one visible is named, and the gateway too: %s', text => {
	expect(said(text)).toMatch(/gis\.acme\.com.*Buffer/);
	expect(said(text)).toContain(reachedThrough(safe`app.acme.com`));
	expect(said(text)).toContain(pasteHolds(1));
	expect(refusedUrls(text)).toEqual([]);
	expect(pasteText(pastedIn(text, nobody)).notes).toEqual([pasteHolds(1), reachedThrough(safe`app.acme.com`)]);
});

test('a paste says which jobs are already in the list, and which texts are not jobs', () => {
	const text = `${gis}/A/jobs/j1, ${gis}/A/jobs/j2, ${gis}/A/jobs/j3%2Fcancel and https://wiki.acme.com/page`;
	expect(said(text, url => url.endsWith('j1'))).toContain(alreadyListed(1, 2));
	expect(said(`${gis}/A/jobs/j1`, () => true)).toContain(alreadyListed(1, 1));
	expect(said(text)).toContain(urlsNotAdded(2, refusalOf(`${gis}/A/jobs/j3%2Fcancel`)));
});

test('a paste says that it contains tokens, but not which', () => {
	const text = `${gis}/A/jobs/j1?token=SECRET1 ${gis}/A/jobs/j2?token=SECRET2 ${gis}/A/jobs/j3`;
	expect(said(text)).toContain(tokensFound(2));
	expect(said(text)).not.toContain('SECRET');
});

test('if nothing can be added, it says what is wrong with the URL', () => {
	expect(nothingIn(pastedIn('xyq', nobody))).toBe(nothingPasted);
	for (const url of [`${gis}/A/jobs/{jobId}`, `${gis}/A`]) {
		expect(nothingIn(pastedIn(url, nobody))).toBe(`${nothingPasted} ${refusalOf(url)}`);
	}
});

test('no part of a secret is shown', () => {
	const text = [`${gis}/A/jobs/j1&token=SECRET1`, `${gis}/A&token=SECRET1/jobs/j2`, 'https://u:SECRET1@gis.acme.com/x'];
	expect(said(text.join('\n'))).not.toContain('SECRET1');
	for (const one of text) expect(nothingIn(pastedIn(one, nobody))).not.toContain('SECRET1');
});

test('only a few of many servers are named', () => {
	const text = Array.from(
		{length: 30},
		(_, index) => `https://h${index}.acme.com/a/rest/services/S/GPServer/T/jobs/j1`,
	).join('\n');
	expect(pasteText(pastedIn(text, nobody)).facts).toHaveLength(4);
	expect(said(text)).toContain(moreServers(27));
});
