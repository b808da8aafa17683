import type {Secret} from '../text/secret.ts';

/** How somebody is known to a server of tokens. */
export type SignInMeans =
	/** A token that somebody else made: an API key, or one pasted. It cannot be renewed. */
	| {
			readonly kind: 'token';
			readonly token: Secret;
			/** Epoch milliseconds; absent where nobody said. */
			readonly expires?: number;
			/** The `Referer` that it is bound to. */
			readonly referer?: string;
	  }
	| {readonly kind: 'password'; readonly user: string; readonly password: Secret; readonly tokenUrl: string}
	/** The login of an application: OAuth 2.0 client credentials. */
	| {readonly kind: 'app'; readonly clientId: string; readonly secret: Secret; readonly tokenUrl: string};

/** All that gpjobs may show to one server, and to that one only. */
export type Credential = {
	/** The origin of the server that asks. */
	readonly server: string;
	readonly means?: SignInMeans;
	/** HTTP Basic, as a web adaptor in front of ArcGIS Server may ask for it beside a token. */
	readonly basic?: {readonly user: string; readonly password: Secret};
};
