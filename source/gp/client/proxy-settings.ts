import {BlockList, isIP} from 'node:net';
import {percentDecoded} from '../../text/percent-decoding.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {Secret} from '../../text/secret.ts';

/** A proxy from an environment variable. */
export type ForwardProxy = {
	readonly kind: 'http' | 'https' | 'socks4' | 'socks4a' | 'socks5' | 'socks5h';
	/** The host of the proxy, with an IPv6 address not in brackets. */
	readonly host: string;
	readonly port: number;
	readonly user?: string;
	readonly password?: Secret;
	/** The name of the variable, spelled as in the environment. */
	readonly variable: SafeText;
	/** The proxy for display, without user name and password: `10.1.1.1:3128 (HTTPS_PROXY)`. */
	readonly name: SafeText;
};

/** Whether a server is reached directly or through a proxy. */
export type Route =
	/** `because` is the variable that excludes the server from the proxy; `null` if no proxy is set for it. */
	| {readonly kind: 'direct'; readonly because: SafeText | null}
	| {readonly kind: 'proxy'; readonly proxy: ForwardProxy}
	/**
	 * A variable contains a proxy that gpjobs cannot use. gpjobs then sends no requests to the server, because it must
	 * not bypass the proxy.
	 */
	| {readonly kind: 'unusable'; readonly variable: SafeText; readonly sentence: SafeText};

/**
 * A proxy parsed from a variable, or why it cannot be used. The message contains only scheme, host and port of the
 * value.
 */
type ProxyRead = {readonly ok: true; readonly proxy: ForwardProxy} | {readonly ok: false; readonly sentence: SafeText};

/**
 * Parses `[scheme://][user[:password]@]host[:port]` as curl does: without a scheme it is an HTTP proxy, and user name
 * and password are percent-encoded. Unlike curl, accepts any character in them without encoding: an unencoded password
 * must neither be shown nor be read as the host.
 *
 * @param variable the name of the variable
 */
export function readProxy(variable: string, value: string): ProxyRead {
	const name = safeText(variable);
	const refused = (why: SafeText): ProxyRead => ({
		ok: false,
		sentence: safe`${name} is set, but ${why}. gpjobs does not go past it: write it as http://HOST:PORT, or unset it.`,
	});
	const parts = form.exec(value.trim())?.groups;
	if (!parts) return refused(safe`gpjobs cannot read it as the address of a proxy`);
	const {scheme = 'http', userinfo, host = '', port} = parts;
	const kind = kinds.get(scheme.toLowerCase());
	if (kind === undefined) return refused(safe`gpjobs does not know proxies of the kind "${safeText(scheme)}"`);
	const number = port === undefined ? (kind === 'https' ? 443 : usualPort) : Number(port);
	const bare = host.replace(/^\[|\]$/g, '');
	const isHost = host.startsWith('[') ? isIP(bare) === 6 : URL.parse(`http://${host}/`) !== null;
	if (!isHost || number < 1 || number > 65_535) return refused(safe`its host or port is not valid`);
	const [user, password] = credentialsOf(userinfo);
	return {
		ok: true,
		proxy: {
			kind,
			host: bare,
			port: number,
			...(user === undefined ? {} : {user}),
			...(password === undefined ? {} : {password: new Secret(password)}),
			variable: name,
			name: safe`${safeText(host)}:${number} (${name})`,
		},
	};
}

/** Matches a proxy in a variable. User name and password extend to the last `@`, because a password may contain one. */
const form =
	/^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?:(?<userinfo>.*)@)?(?<host>\[[0-9a-f:.]+\]|[^\s:/?#@[\]"'<>\\]+)(?::(?<port>\d{1,5}))?(?:[/?#][^@]*)?$/is;

const kinds: ReadonlyMap<string, ForwardProxy['kind']> = new Map([
	['http', 'http'],
	['https', 'https'],
	['socks', 'socks4'],
	['socks4', 'socks4'],
	['socks4a', 'socks4a'],
	['socks5', 'socks5'],
	['socks5h', 'socks5h'],
]);

/** The port of a proxy whose URL names none, as in curl. */
const usualPort = 1080;

function credentialsOf(userinfo: string | undefined): readonly [user?: string, password?: string] {
	if (userinfo === undefined) return [];
	const colon = userinfo.indexOf(':');
	if (colon < 0) return [percentDecoded(userinfo)];
	return [percentDecoded(userinfo.slice(0, colon)), percentDecoded(userinfo.slice(colon + 1))];
}

/**
 * Reads the proxy variables of an environment as curl does: the lower-case name takes precedence over the upper-case
 * one, an empty variable counts as not set, and `ALL_PROXY` is the fallback for each scheme. Unlike in curl,
 * `HTTP_PROXY` in capitals counts too, except in a CGI program, where a client could set it with a `Proxy:` header.
 *
 * @returns a function that returns the route to a server by its origin
 */
export function proxyRoutes(environment: NodeJS.ProcessEnv): (origin: string) => Route {
	const isCgi = Boolean(environment.REQUEST_METHOD);
	const without = variableOf(environment, 'NO_PROXY');
	const exceptions = without && exceptionsOf(without.value);
	const reads = new Map<string, (Variable & {readonly read: ProxyRead}) | undefined>(
		['http', 'https'].map(scheme => {
			const own = variableOf(environment, `${scheme.toUpperCase()}_PROXY`);
			const named = own && isCgi && own.name === 'HTTP_PROXY' ? undefined : own;
			const used = named ?? variableOf(environment, 'ALL_PROXY');
			return [`${scheme}:`, used && {...used, read: readProxy(used.name, used.value)}];
		}),
	);
	const routes = new Map<string, Route>();

	function routeOf(origin: string): Route {
		const {protocol, hostname, port} = new URL(origin);
		const used = reads.get(protocol);
		if (used === undefined) return {kind: 'direct', because: null};
		if (without && exceptions?.(hostname, port || (protocol === 'https:' ? '443' : '80'))) {
			return {kind: 'direct', because: safeText(without.name)};
		}
		const {read} = used;
		if (!read.ok) return {kind: 'unusable', variable: safeText(used.name), sentence: read.sentence};
		return {kind: 'proxy', proxy: read.proxy};
	}

	return origin => {
		const known = routes.get(origin);
		if (known) return known;
		if (routes.size >= 1000) routes.clear();
		const route = routeOf(origin);
		routes.set(origin, route);
		return route;
	};
}

type Variable = {readonly name: string; readonly value: string};

function variableOf(environment: NodeJS.ProcessEnv, name: string): Variable | undefined {
	for (const spelled of [name.toLowerCase(), name]) {
		const value = environment[spelled]?.trim();
		if (value) return {name: spelled, value};
	}
	return undefined;
}

/**
 * Parses `NO_PROXY`: host names including their subdomains, addresses, networks (`10.0.0.0/8`, `fd00::/8`) and ranges,
 * each with an optional port, separated by commas or blanks. A single `*` means everything.
 */
function exceptionsOf(value: string): (hostname: string, port: string) => boolean {
	const entries = value
		.toLowerCase()
		.split(/[\s,;]+/)
		.filter(Boolean)
		.map(exceptionOf);
	return (hostname, port) => {
		const host = hostname
			.toLowerCase()
			.replace(/^\[|\]$/g, '')
			.replace(/\.$/, '');
		return entries.some(matches => matches(host, port));
	};
}

/**
 * Returns the entries of `NO_PROXY` in notations of other programs, which have no effect in gpjobs: `127.*`,
 * `*acme.com`, `<local>`.
 */
export function unknownExceptions(value: string): readonly string[] {
	return value
		.split(/[\s,;]+/)
		.filter(entry => entry !== '*' && /[*<>]/.test(entry.replace(/^(?:[a-z]+:\/\/)?\*(?=\.)/i, '')));
}

function exceptionOf(entry: string): (host: string, port: string) => boolean {
	if (entry === '*') return () => true;
	const [, name = '', wantedPort] =
		/^(\[[^\]]*\](?:\/\d+)?|[^:]*|[^:]*:[^:]*:.*)(?::(\d+))?$/.exec(withoutScheme(entry)) ?? [];
	const isPort = (port: string) => wantedPort === undefined || wantedPort === port;
	const text = name.replace(/[[\]]/g, '').replace(/^\*(?=\.)/, '');
	const list = addressesOf(text);
	if (list)
		return (host, port) => isIP(host) !== 0 && isPort(port) && list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
	const domain = text.replace(/^\./, '').replace(/\.$/, '');
	if (domain === '') return () => false;
	// An address has no subdomains: 10.0.1.10 does not belong to 1.10.
	return (host, port) => isPort(port) && (host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`)));
}

function withoutScheme(entry: string): string {
	return entry.replace(/^[a-z]+:\/\//, '').replace(/(?<!\/\d{0,3})\/$/, '');
}

function addressesOf(text: string): BlockList | undefined {
	const list = new BlockList();
	const [first = '', second] = text.split(/[/-]/);
	const version = isIP(first);
	if (version === 0) return undefined;
	const family = version === 6 ? 'ipv6' : 'ipv4';
	try {
		if (second === undefined) list.addAddress(first, family);
		else if (text.includes('/')) list.addSubnet(first, Number(second), family);
		else list.addRange(first, second, family);
		return list;
	} catch {
		return undefined;
	}
}
