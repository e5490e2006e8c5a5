import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address and its kind, as a name was resolved to. */
interface Resolved {
  address: string;
  family: number;
}

/** IPv4 that is no public unicast: https://www.iana.org/assignments/iana-ipv4-special-registry */
const closed = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  closed.addSubnet(network, bits, 'ipv4');

/**
 * Of IPv6 only what IANA gives out for use by everybody (2000::/3) is open, and of that not what leads into IPv4 or is
 * for documents: https://www.iana.org/assignments/iana-ipv6-special-registry. Mapped and translated IPv4 lies outside.
 */
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(network, bits, 'ipv6');

/** Whether an IP address is one of the public Internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !closed.check(address, 'ipv4');
  return isIP(address) === 6 && open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** All addresses of a host, which may be one itself (`[::1]` as in a URL). @throws what the resolver says. */
export async function resolveHost(hostname: string): Promise<Resolved[]> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  return family ? [{ address: bare, family }] : lookup(bare, { all: true });
}

/** A resolver for a connection that knows these addresses and no others, whatever a name means meanwhile. */
export const pinnedTo =
  (resolved: Resolved[]): LookupFunction =>
  (_hostname, options, callback) => {
    const [first] = resolved;
    if (options.all) callback(null, resolved);
    else callback(null, first?.address ?? '', first?.family);
  };
