import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../kms/durable-file.ts';

/** The provider's private keys and what its cookies are signed with, kept from start to start. */
export interface ProviderKeys {
  readonly jwks: { readonly keys: readonly Readonly<Record<string, string>>[] };
  readonly cookieKey: string;
}

function makeKeys(): ProviderKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  const key = { ...jwk, kid: randomUUID(), alg: 'ES256', use: 'sig' };
  return { jwks: { keys: [key] }, cookieKey: randomUUID() };
}

/** The keys of an earlier start, or new ones. */
export function provideProviderKeys(directory: string): ProviderKeys {
  const path = join(directory, 'keys.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProviderKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const keys = makeKeys();
  writeDurably(path, `${JSON.stringify(keys)}\n`);
  return keys;
}
