import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';
import { type KeySpec, keySpecs } from './key-spec.ts';
import { type EncryptedSecret, type MasterKey, openMasterKey } from './master-key.ts';
import type { Tags } from './read-tags.ts';
import { openSignCounter, type SignCounter } from './sign-counter.ts';

/** What is known of a key but its secret. `slot` is its place in the count file, `createdAt` an ISO moment. */
export interface KeyRecord {
  readonly keyId: string;
  readonly spec: KeySpec;
  readonly enabled: boolean;
  readonly description: string;
  readonly multiRegion: boolean;
  readonly createdAt: string;
  readonly tags: Tags;
  readonly publicKey: string | undefined;
  readonly slot: number;
  /** Other Regions that have a replica, and whether it is enabled there. */
  readonly replicas?: Readonly<Record<string, boolean>>;
}

/** A key as it lies in memory. */
export interface StoredKey {
  readonly record: KeyRecord;
  readonly secret: Buffer;
}

interface KeyFile {
  readonly record: KeyRecord;
  readonly secret: EncryptedSecret;
}

type NewKey = Pick<KeyRecord, 'spec' | 'description' | 'multiRegion' | 'createdAt' | 'tags'>;

function makeKeyId(multiRegion: boolean): string {
  return multiRegion ? `mrk-${randomBytes(16).toString('hex')}` : randomUUID();
}

function readKeyFile(path: string, masterKey: MasterKey): StoredKey {
  const { record, secret } = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
  try {
    return { record, secret: masterKey.decrypt(secret, JSON.stringify(record)) };
  } catch {
    throw new Error(
      `${path} was changed, or was made under another master key; start over or restore both`,
    );
  }
}

/**
 * The keys and aliases of one data directory, a file a key: the secret encrypted, the rest readable but bound to it, so
 * that an edited file is refused at the next start. Every change is on the disk before the call returns. One process at
 * a time.
 */
export class KeyStore {
  readonly #directory: string;
  readonly #masterKey: MasterKey;
  readonly #counter: SignCounter;
  readonly #keys = new Map<string, StoredKey>();
  readonly #aliases: Map<string, string>;

  constructor(dataDirectory: string) {
    this.#directory = dataDirectory;
    mkdirSync(join(dataDirectory, 'keys'), { recursive: true, mode: 0o700 });
    this.#masterKey = openMasterKey(join(dataDirectory, 'master-key'));
    this.#counter = openSignCounter(join(dataDirectory, 'sign-counts'));
    for (const name of readdirSync(join(dataDirectory, 'keys'))) {
      if (name.endsWith('.json'))
        this.#remember(readKeyFile(join(dataDirectory, 'keys', name), this.#masterKey));
    }
    this.#aliases = new Map(this.#readAliases());
  }

  create(wanted: NewKey): StoredKey {
    const { secret, publicKey }: { secret: Buffer; publicKey?: Buffer } =
      keySpecs[wanted.spec].makeMaterial();
    const record: KeyRecord = {
      ...wanted,
      keyId: makeKeyId(wanted.multiRegion),
      enabled: true,
      publicKey: publicKey?.toString('base64'),
      slot: this.#nextSlot(),
    };
    return this.#write({ record, secret });
  }

  change(key: StoredKey, changes: Partial<Pick<KeyRecord, 'enabled' | 'tags' | 'replicas'>>): void {
    this.#write({ record: { ...key.record, ...changes }, secret: key.secret });
  }

  find(keyId: string): StoredKey | undefined {
    return this.#keys.get(keyId);
  }

  findAlias(name: string): string | undefined {
    return this.#aliases.get(name);
  }

  setAlias(name: string, keyId: string): void {
    const aliases = new Map(this.#aliases).set(name, keyId);
    writeDurably(
      join(this.#directory, 'aliases.json'),
      JSON.stringify(Object.fromEntries(aliases)),
    );
    this.#aliases.set(name, keyId);
  }

  aliases(): readonly (readonly [name: string, keyId: string])[] {
    return [...this.#aliases].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Call it before the signature exists: the count may then be too high after a crash, never too low. */
  countSign(key: StoredKey): void {
    this.#counter.increment(key.record.slot);
  }

  signCounts(): Readonly<Record<string, number>> {
    const signing = [...this.#keys.values()].filter(
      ({ record }) => keySpecs[record.spec].usage === 'SIGN_VERIFY',
    );
    return Object.fromEntries(
      signing.map(({ record }) => [record.keyId, this.#counter.countOf(record.slot)]),
    );
  }

  close(): void {
    this.#counter.close();
  }

  #nextSlot(): number {
    return 1 + Math.max(-1, ...[...this.#keys.values()].map(({ record }) => record.slot));
  }

  #remember(key: StoredKey): void {
    this.#keys.set(key.record.keyId, key);
  }

  #write(key: StoredKey): StoredKey {
    const { record } = key;
    const file: KeyFile = {
      record,
      secret: this.#masterKey.encrypt(key.secret, JSON.stringify(record)),
    };
    writeDurably(join(this.#directory, 'keys', `${record.keyId}.json`), JSON.stringify(file));
    this.#remember(key);
    return key;
  }

  #readAliases(): [string, string][] {
    try {
      return Object.entries(
        JSON.parse(readFileSync(join(this.#directory, 'aliases.json'), 'utf8')),
      );
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}
