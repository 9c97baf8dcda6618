import { sign } from 'node:crypto';
import { parts } from './certificate-chain.ts';
import {
  bits,
  der,
  ecdsaWithSha256,
  extension,
  type Keys,
  name,
  noon,
  sequence,
  time,
} from './certificate-forge.ts';

type Octets = Uint8Array | readonly number[];

/** The number of a list; every list has one. */
export const listNumber = extension('2.5.29.20', der(0x02, [5]));

/** What is unlike a sound list of the root. */
export interface ListForgery {
  readonly by?: 'root' | 'authority';
  readonly signer?: Keys;
  readonly revoked?: Octets;
  readonly thisUpdate?: number;
  readonly nextUpdate?: number;
  readonly extensions?: readonly Uint8Array[];
  /** The field around the extensions. */
  readonly wrapper?: Octets;
  readonly version?: readonly number[];
  readonly inner?: Uint8Array;
  /** What follows inside the signed part. */
  readonly more?: Octets;
}

/** One revoked serial. */
export const listEntry = (serial: Octets, ...more: readonly Octets[]) =>
  sequence(der(0x02, serial), time(noon - 10), ...more);

/** Signs a revocation list, sound or not. */
export function forgeList(forgery: ListForgery = {}): Uint8Array {
  const { by = 'root', revoked, extensions: list = [listNumber] } = forgery;
  const signer = forgery.signer ?? parts.keys[by];
  const tbs = sequence(
    forgery.version ?? [2, 1, 1],
    forgery.inner ?? ecdsaWithSha256,
    name(parts.names[by]),
    time(forgery.thisUpdate ?? noon - 10),
    time(forgery.nextUpdate ?? noon + 10),
    revoked === undefined ? [] : sequence(revoked),
    forgery.wrapper ?? (list.length === 0 ? [] : der(0xa0, sequence(...list))),
    forgery.more ?? [],
  );
  return sequence(tbs, ecdsaWithSha256, bits(sign('sha256', tbs, signer.privateKey)));
}
