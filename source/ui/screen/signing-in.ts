import {safe} from '../../text/safe-text.ts';
import type {Dialog} from '../dialogs/dialog.ts';
import {emptySignIn, typedIntoSignIn} from '../dialogs/sign-in-form.ts';
import {inputText} from '../input/state.ts';
import type {ScreenController} from './controller.ts';

type SignInDialog = Dialog & {readonly kind: 'sign-in'};

/** Opens the form for the server of a job, and finds out meanwhile where it will be sent. */
export function openSignIn(screen: ScreenController, url: string): void {
	screen.change({dialog: {kind: 'sign-in', url, form: emptySignIn}});
	void screen.world.signIn.find(url).then(({ok, said}) => {
		const {dialog} = screen.state;
		if (dialog?.kind !== 'sign-in' || dialog.url !== url) return;
		if (ok) return screen.change({dialog: {...dialog, form: {...dialog.form, place: said}}});
		screen.change({dialog: null});
		screen.notify({ok, said});
	});
}

export function pressInSignIn(
	screen: ScreenController,
	dialog: SignInDialog,
	name: string | undefined,
	typed: string,
): void {
	const {form, url} = dialog;
	if (name === 'Esc') return screen.change({dialog: null});
	if (form.isBusy) return;
	if (name !== 'Enter') return screen.change({dialog: {...dialog, form: typedIntoSignIn(form, name, typed)}});
	if (form.focus === 'user') return screen.change({dialog: {...dialog, form: {...form, focus: 'secret'}}});
	if (form.secret.reveal() === '') return screen.notify({ok: false, said: safe`Nothing was typed to sign in with.`});
	if (form.place === null) return;
	screen.change({dialog: {...dialog, form: {...form, isBusy: true, refusal: null}}});
	void screen.world.signIn.signIn(url, inputText(form.user).trim(), form.secret.finished()).then(outcome => {
		const now = screen.state.dialog;
		if (now?.kind === 'sign-in' && now.url === url) {
			// What was typed wrong is typed again, the user stays.
			const again = {...now.form, isBusy: false, secret: emptySignIn.secret, refusal: outcome.said};
			screen.change({dialog: outcome.ok || isSignedIn(screen, url) ? null : {...now, form: again}});
		}
		screen.notify(outcome);
	});
}

/** It may count although it could not be kept. */
function isSignedIn({world}: ScreenController, url: string): boolean {
	const server = world.monitor.jobs.get(url)?.address.server;
	return server !== undefined && world.signIn.standing(server) !== undefined;
}
