import { z } from 'zod';

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const DNS_NAME = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)*${LABEL}$`, 'i');

/** A DNS name (RFC 1123, 2.1). Addresses are refused: no top-level domain is a number. */
function isDnsName(text: string): boolean {
  return DNS_NAME.test(text) && !/(^|\.)\d+$/.test(text);
}

/** An IPv4 or IPv6 address. */
export const IpAddress = z.union([z.ipv4(), z.ipv6()], 'use an IPv4 or IPv6 address');

/** A name that is sent as TLS server name, which an address cannot be (RFC 6066, 3). */
export const HostName = z.string().refine(isDnsName, {
  error: 'use a DNS host name such as farm.example.com; an address cannot be sent as server name',
});

/** The address of a host, or its DNS name. */
export const HostAddress = z.string().refine((text) => IpAddress.safeParse(text).success || isDnsName(text), {
  error: 'use an IP address or a DNS name, without a port',
});

/** The id of a virtual service: it also names sections of configuration files. */
export const ServiceName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i, 'use only letters, digits and hyphens (63 at most)');

export const Port = z.int('use a port number from 1 to 65535').min(1).max(65_535);
