import {partOf} from '../text/safe-parts.ts';
import {joinSafe, type SafeText, safe} from '../text/safe-text.ts';
import type {WatchedJob} from './job.ts';
import {cachedForJobs} from './job-list-cache.ts';

/** The parts of a job's address that name its server. */
type NamedServer = Pick<WatchedJob['address'], 'server' | 'serverName'>;

type HostParts = {
	readonly server: string;
	readonly scheme: 'http' | 'https';
	readonly host: SafeText;
	readonly port: SafeText;
	/**
	 * The labels of a host name. An IP address is a single label, because it contains no domain that could be left out.
	 */
	readonly labels: readonly SafeText[];
};

/**
 * Returns short names for the servers of a list of jobs: without a domain that all share, and without the port unless
 * two servers differ only by it. The name of a server therefore depends on the other servers in the list.
 *
 * @returns by origin (`address.server`); the same map while the jobs of the list stay the same
 */
export const distinctServerNames = cachedForJobs((jobs): ReadonlyMap<string, SafeText> => {
	const servers = new Map<string, NamedServer>();
	for (const {address} of jobs) servers.set(address.server, address);
	const all = [...servers.values()].map(partsOf);
	return new Map(all.map(server => [server.server, nameAmong(server, all)]));
});

function nameAmong(server: HostParts, all: readonly HostParts[]): SafeText {
	const others = all.filter(other => other !== server);
	const onHost = others.filter(other => other.host === server.host);
	const isSamePort = onHost.some(other => other.port === server.port);
	const host = shortHost(server, others);
	if (isSamePort) return safe`${server.scheme === 'http' ? safe`http` : safe`https`}://${host}:${server.port}`;
	return onHost.length > 0 ? safe`${host}:${server.port}` : host;
}

/**
 * Shortens a host name to its first label if other hosts are in the same domain, and to two labels if it is alone in
 * its domain, because `maps.springfieldcounty` is clearer than `maps`. Keeps more labels if another host begins with
 * the same ones.
 */
function shortHost({host, labels}: HostParts, others: readonly HostParts[]): SafeText {
	const otherHosts = others.filter(other => other.host !== host);
	const domain = labels.slice(1).join('.');
	const isShared = domain !== '' && otherHosts.some(other => other.labels.slice(1).join('.') === domain);
	for (let count = isShared ? 1 : 2; count < labels.length; count++) {
		const short = joinSafe(labels.slice(0, count), safe`.`);
		if (!otherHosts.some(other => other.host === short || other.host.startsWith(`${short}.`))) return short;
	}
	return host;
}

function partsOf({server, serverName}: NamedServer): HostParts {
	const scheme = server.startsWith('https:') ? 'https' : 'http';
	const at = serverName.search(/:\d{1,5}$/);
	const host = at < 0 ? serverName : partOf(serverName, 0, at);
	const port = at < 0 ? (scheme === 'https' ? safe`443` : safe`80`) : partOf(serverName, at + 1);
	const isAddress = /^[\d.]+$|^\[/.test(host);
	return {server, scheme, host, port, labels: isAddress ? [host] : labelsOf(host)};
}

function labelsOf(host: SafeText): readonly SafeText[] {
	const labels: SafeText[] = [];
	let from = 0;
	for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', from)) {
		labels.push(partOf(host, from, dot));
		from = dot + 1;
	}
	return [...labels, partOf(host, from)];
}
