import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeDurably } from '../kms/durable-file.ts';

/** A sample client's file: who it is, whom it calls, and its private key. Readable by its owner only. */
export interface ClientFile {
  readonly clientId: string;
  /** The province's address. */
  readonly issuer: string;
  readonly kid: string;
  /** JWK, EC P-256, with `d`. */
  readonly privateKey: Readonly<Record<string, string>>;
  /** The seal that the client uses unless told otherwise. */
  readonly seal?: string;
}

/** The file as it is, or a new one with a new key pair. */
export function provideClientFile(
  path: string,
  whose: Pick<ClientFile, 'clientId' | 'issuer'>,
): { readonly file: ClientFile; readonly isNew: boolean } {
  const found = readClientFile(path);
  if (found) return { file: found, isNew: false };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  const jwk = { kty, crv, x, y, d } as Record<string, string>;
  const file = { ...whose, kid: randomUUID(), privateKey: jwk };
  writeClientFile(path, file);
  return { file, isNew: true };
}

/** Writes the file whole, readable by its owner only. */
export function writeClientFile(path: string, file: ClientFile): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeDurably(path, `${JSON.stringify(file, null, 2)}\n`);
}

function readClientFile(path: string): ClientFile | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ClientFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
