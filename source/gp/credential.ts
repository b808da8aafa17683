import type {Secret} from '../text/secret.ts';

/** The ways in which gpjobs can sign in to a server. */
export type SignInMeans =
	/** An existing token: an API key, or a token that the user pasted. */
	| {
			readonly kind: 'token';
			readonly token: Secret;
			/** When the token expires, in epoch milliseconds; absent if not known. */
			readonly expires?: number;
			/** The `Referer` that the token is bound to. */
			readonly referer?: string;
			/**
			 * The token service of the portal, if a portal issued the token. gpjobs sends the token only to that portal,
			 * which issues a token for the server in exchange.
			 */
			readonly portalTokenUrl?: string;
	  }
	| {
			readonly kind: 'password';
			readonly user: string;
			readonly password: Secret;
			/** The token service of a portal, or of a stand-alone server. */
			readonly tokenUrl: string;
			/** The user entered this token service, although it is on another host than the server. */
			readonly isNamedByUser?: true;
	  }
	/** The login of an application (OAuth 2.0 client credentials). `tokenUrl` belongs to a portal. */
	| {readonly kind: 'app'; readonly clientId: string; readonly secret: Secret; readonly tokenUrl: string};

/** Ways to sign in for which gpjobs must get a token from a token service first. */
export type RenewableMeans =
	| Extract<SignInMeans, {readonly kind: 'password' | 'app'}>
	| (Extract<SignInMeans, {readonly kind: 'token'}> & {readonly portalTokenUrl: string});

/** Whether a token service issues the token for the server, so that gpjobs can get a new one when it expires. */
export function isRenewable(means: SignInMeans): means is RenewableMeans {
	return means.kind !== 'token' || means.portalTokenUrl !== undefined;
}

/**
 * User name and password for HTTP Basic authentication, which a web adaptor in front of ArcGIS Server may require in
 * addition to a token.
 */
export type BasicCredential = {readonly user: string; readonly password: Secret};

/** Everything that gpjobs may send to one server to sign in. It must not be sent to any other server. */
export type Credential = {
	/** The origin of the server. */
	readonly server: string;
	readonly means?: SignInMeans;
	readonly basic?: BasicCredential;
	/** The credential comes from environment variables, not from a saved sign-in. */
	readonly isOfEnvironment?: true;
};

/** Whether two credentials contain the same sign-in. */
export function isSameCredential(one: Credential, other: Credential): boolean {
	return described(one.means, one.basic) === described(other.means, other.basic);
}

/** Whether two ways to sign in use the same secrets with the same token service. */
export function isSameMeans(one: SignInMeans, other: SignInMeans): boolean {
	return described(one) === described(other);
}

/** Joins all parts of a sign-in, only for comparing. The text contains the secrets. */
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
