import type {Secret} from '../text/secret.ts';

/** How a user signs in to a token service. */
export type SignInMeans =
	/** A token that somebody else made: an API key, or one pasted. */
	| {
			readonly kind: 'token';
			readonly token: Secret;
			/** Epoch milliseconds; absent where it is not known. */
			readonly expires?: number;
			/** The `Referer` that it is bound to. */
			readonly referer?: string;
			/**
			 * The token service of the portal that the token belongs to. That token is shown to the portal only, which makes
			 * one for the server.
			 */
			readonly portalTokenUrl?: string;
	  }
	| {
			readonly kind: 'password';
			readonly user: string;
			readonly password: Secret;
			/** The token service of a portal, or of a stand-alone server. */
			readonly tokenUrl: string;
			/** The user named this token service, which is on another host than the server. */
			readonly isNamedByUser?: true;
	  }
	/** The login of an application: OAuth 2.0 client credentials. `tokenUrl` is a portal's. */
	| {readonly kind: 'app'; readonly clientId: string; readonly secret: Secret; readonly tokenUrl: string};

/** Means that a token service has to be asked with before there is a token that the server may see. */
export type RenewableMeans =
	| Extract<SignInMeans, {readonly kind: 'password' | 'app'}>
	| (Extract<SignInMeans, {readonly kind: 'token'}> & {readonly portalTokenUrl: string});

/** Whether a token service makes the token that the server is shown. */
export function isRenewable(means: SignInMeans): means is RenewableMeans {
	return means.kind !== 'token' || means.portalTokenUrl !== undefined;
}

/** User and password of HTTP Basic, as a web adaptor in front of ArcGIS Server may ask for them beside a token. */
export type BasicCredential = {readonly user: string; readonly password: Secret};

/** All that gpjobs may show to one server, and to that one only. */
export type Credential = {
	/** The origin of the server that asks. */
	readonly server: string;
	readonly means?: SignInMeans;
	readonly basic?: BasicCredential;
	/** The credential came from environment variables, not from a saved sign-in. */
	readonly isOfEnvironment?: true;
};

/** Whether two credentials show the same. */
export function isSameCredential(one: Credential, other: Credential): boolean {
	return described(one.means, one.basic) === described(other.means, other.basic);
}

/** Whether two means get the same tokens. */
export function isSameMeans(one: SignInMeans, other: SignInMeans): boolean {
	return described(one) === described(other);
}

/** All that somebody gave as one text, to be compared and thrown away. */
function described(means: SignInMeans | undefined, basic?: BasicCredential): string {
	return JSON.stringify([...(means ? partsOf(means) : []), basic?.user, basic?.password.reveal()]);
}

function partsOf(means: SignInMeans): readonly unknown[] {
	switch (means.kind) {
		case 'token':
			return [means.kind, means.token.reveal(), means.referer, means.portalTokenUrl];
		case 'password':
			return [means.kind, means.user, means.password.reveal(), means.tokenUrl, means.isNamedByUser];
		case 'app':
			return [means.kind, means.clientId, means.secret.reveal(), means.tokenUrl];
	}
}
