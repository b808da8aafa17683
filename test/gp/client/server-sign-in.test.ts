import {expect, test} from 'vitest';
import {ServerSignIn} from '../../../source/gp/client/server-sign-in.ts';
import {type FaultKind, fault} from '../../../source/gp/fault.ts';
import {Secret} from '../../../source/text/secret.ts';

const minutes = 60_000;

function failing(kind: FaultKind) {
	let [sent, time] = [0, 0];
	const signIn = new ServerSignIn({
		load: async () => ({
			server: 'https://gis.acme.com',
			means: {kind: 'password', user: 'ann', password: new Secret('s3cret'), tokenUrl: 'https://gis.acme.com/tokens'},
		}),
		obtain: async () => {
			sent++;
			return {ok: false, fault: fault(kind, 'no')};
		},
		urlTokens: () => [],
		now: () => time,
	});
	return {
		sent: () => sent,
		async ask(after: number) {
			time += after;
			expect(await signIn.authorization()).toMatchObject({fault: {kind}});
		},
	};
}

test.each<FaultKind>(['sign-in', 'forbidden', 'redirect', 'not-found'])(
	'a password that its service answered with %s is not sent again soon',
	async kind => {
		const {ask, sent} = failing(kind);
		await ask(0);
		await ask(0);
		await ask(4 * minutes);
		expect(sent()).toBe(1);
		await ask(2 * minutes);
		expect(sent()).toBe(2);
	},
);

test('one whose service could not be reached is', async () => {
	const {ask, sent} = failing('offline');
	await ask(0);
	await ask(0);
	expect(sent()).toBe(2);
});
