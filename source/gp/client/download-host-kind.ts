import {BlockList, isIP} from 'node:net';

/** The part of the network in which a host is, judged by its name or address. */
type HostKind = 'loopback' | 'link-local' | 'private' | 'public';

function listOf(...subnets: readonly (readonly [string, number])[]): BlockList {
	const list = new BlockList();
	for (const [net, prefix] of subnets) list.addSubnet(net, prefix, net.includes(':') ? 'ipv6' : 'ipv4');
	return list;
}

/** Loopback networks (RFC 6890), "this network" and the unspecified address, which Linux treats as loopback. */
const loopback = listOf(['127.0.0.0', 8], ['0.0.0.0', 8], ['::', 127]);
/**
 * Link-local, multicast and reserved networks. They include the metadata service of cloud machines (169.254.169.254)
 * but no servers with files.
 */
const linkLocal = listOf(['169.254.0.0', 16], ['224.0.0.0', 3], ['fe80::', 10], ['ff00::', 8]);
const privateNets = listOf(
	['10.0.0.0', 8],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
	['100.64.0.0', 10],
	['198.18.0.0', 15],
	['fc00::', 7],
	['fec0::', 10],
);
/**
 * IPv6 networks that embed an IPv4 address: NAT64 (RFC 6052), 6to4 (RFC 3056), IPv4-compatible. None of them counts as
 * public.
 */
const embedded = listOf(['64:ff9b::', 96], ['64:ff9b:1::', 48], ['2002::', 16], ['::', 96]);

/** Matches private host names according to RFC 6761, 6762 and 8375, and names that companies often use internally. */
const privateName =
	/(?:^|\.)(?:local|localdomain|internal|intranet|lan|corp|home|private|test|invalid|example|home\.arpa)$/;

/**
 * Classifies a host. A name is not resolved, so a name that looks public may still lead to an internal address.
 *
 * @param hostname from a `URL`, which has already converted forms such as `0x7f.1` and `2130706433` to addresses
 */
export function hostKind(hostname: string): HostKind {
	const host = hostname
		.toLowerCase()
		.replace(/^\[(.*)\]$/, '$1')
		.replace(/\.$/, '');
	const version = isIP(host);
	if (version !== 0) {
		const family = version === 6 ? 'ipv6' : 'ipv4';
		if (loopback.check(host, family)) return 'loopback';
		if (linkLocal.check(host, family)) return 'link-local';
		return privateNets.check(host, family) || embedded.check(host, family) ? 'private' : 'public';
	}
	if (/(?:^|\.)localhost$/.test(host)) return 'loopback';
	if (/^metadata(?:\.google\.internal|\.goog)?$/.test(host)) return 'link-local';
	return host.includes('.') && !privateName.test(host) ? 'public' : 'private';
}
