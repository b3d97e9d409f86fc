// Which addresses a download may connect to: public ones alone, in whatever notation they come.
import { BlockList, isIP } from 'node:net';

/**
 * IANA's special-purpose registries (RFC 6890 and successors): everything that is not the public
 * internet.
 */
const PRIVATE_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Of IPv6 only 2000::/3 is public, less the parts that embed IPv4 addresses or are set aside. */
const PRIVATE_WITHIN_GLOBAL_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

/** @param address as DNS or a socket gives it, `93.184.216.34` or `2606:2800::1` */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !listOf('ipv4', PRIVATE_IPV4).check(address, 'ipv4');
  if (family !== 6) return false;
  const bare = address.split('%')[0] ?? address;
  const global = listOf('ipv6', [['2000::', 3]]);
  return global.check(bare, 'ipv6') && !listOf('ipv6', PRIVATE_WITHIN_GLOBAL_IPV6).check(bare, 'ipv6');
}

function listOf(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}
