import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Where addresses that others choose may lead; `loopback`, for the embedded run only: also to this machine, without TLS. */
export type Network = 'public' | 'loopback';

/** A name led to an address that is not of the public network. */
export class PrivateAddress extends Error {}

/** Ports below belong to services by name: mail, shells, files. Nobody offers one of them to us. */
const leastOwnPort = 1024;

/** The port of TLS, or one that whoever runs a host may give away. */
const isOfferedPort = (port: string) => port === '' || Number(port) >= leastOwnPort;

/** What is wrong with an address by its looks: without TLS or on another service's port, with a user in it, or of a network that is not public. */
export function findAddressFault(
  address: string,
  network: Network,
): 'address-insecure' | 'address-private' | undefined {
  if (!URL.canParse(address)) return 'address-insecure';
  const { protocol, hostname, port, username, password } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (username !== '' || password !== '') return 'address-insecure';
  if (network === 'loopback' && protocol === 'http:' && isLoopback(host)) return undefined;
  if (protocol !== 'https:' || !isOfferedPort(port)) return 'address-insecure';
  return isIP(host) !== 0 && !isPublicAddress(host) ? 'address-private' : undefined;
}

const isLoopback = (host: string) => host === '127.0.0.1' || host === '::1' || host === 'localhost';

/** Resolves a name to public addresses, or to none at all. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses: readonly LookupAddress[] = found ?? [];
    if (error !== null) return callback(error, '', 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new PrivateAddress(), '', 0);
    }
    if (options.all) return callback(null, [...addresses]);
    const [first] = addresses;
    return callback(null, first?.address ?? '', first?.family ?? 0);
  });
};

/** A request to an address that somebody else chose. */
export interface GuardedRequest {
  readonly method: 'GET' | 'POST';
  /** In which `findAddressFault` found no fault. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: string;
}

/**
 * Asks over `node:https`, for it lets us see the address before it is connected to: a name that leads
 * to a private one is refused after it was resolved, so that no second answer of the name can differ.
 * Follows no redirect. The caller destroys what it does not read.
 * @throws PrivateAddress, and whatever the network says
 */
export function requestGuarded(
  { method, address, headers, body }: GuardedRequest,
  network: Network,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isPlain = address.startsWith('http:');
  return new Promise((resolve, reject) => {
    const send = isPlain ? requestPlain : requestSecure;
    const isGuarded = network === 'public' || !isPlain;
    const asked = send(address, {
      method,
      headers,
      signal,
      agent: false,
      ...(isGuarded ? { lookup: lookupPublic } : {}),
    });
    asked.once('response', resolve).once('error', reject).end(body);
  });
}
