import type { KeyStore, StoredKey } from './key-store.ts';
import { KmsError } from './kms-error.ts';

const accountId = '000000000000';
const keyIdForm = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Finds keys by what callers name them: id, ARN, alias or alias ARN; and names them in answers. */
export interface KeyDirectory {
  readonly accountId: string;
  readonly region: string;
  keyArn(keyId: string): string;
  aliasArn(name: string): string;
  /** Id, ARN, alias or alias ARN: for the operations that use or describe a key. */
  resolve(reference: string): StoredKey;
  /** Id or ARN only: for the operations that change a key. */
  resolveKey(reference: string): StoredKey;
  /** Switches the key on or off in this Region. */
  switchKey(reference: string, enabled: boolean): void;
}

function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

function stripArn(reference: string, ownPrefix: string): string {
  if (!reference.startsWith('arn:')) return reference;
  if (reference.startsWith(ownPrefix)) return reference.slice(ownPrefix.length);
  const [, , service, region, , resource] = reference.split(':');
  if (service !== 'kms' || resource === undefined) {
    throw new KmsError('InvalidArnException', `${reference} is not a valid KMS ARN`);
  }
  throw new KmsError('NotFoundException', `Invalid arn ${region}`);
}

/** Makes the directory of one Region's keys: in another than the engine's own there are replicas, each with a state of its own. */
export function makeKeyDirectory(store: KeyStore, region: string, home = region): KeyDirectory {
  const prefix = `arn:${partitionOf(region)}:kms:${region}:${accountId}:`;
  const keyArn = (keyId: string) => `${prefix}key/${keyId}`;
  const aliasArn = (name: string) => `${prefix}${name}`;

  function inThisRegion(key: StoredKey | undefined): StoredKey | undefined {
    if (key === undefined || region === home) return key;
    const enabled = key.record.replicas?.[region];
    return enabled === undefined ? undefined : { ...key, record: { ...key.record, enabled } };
  }

  function switchKey(reference: string, enabled: boolean): void {
    const { record } = resolveKey(reference);
    const key = store.find(record.keyId);
    if (key === undefined || record.enabled === enabled) return;
    const replicas = { ...key.record.replicas, [region]: enabled };
    store.change(key, region === home ? { enabled } : { replicas });
  }

  function resolveKey(reference: string): StoredKey {
    const keyId = stripArn(reference, prefix).replace(/^key\//, '');
    const key = inThisRegion(store.find(keyId));
    if (key !== undefined) return key;
    const message = keyIdForm.test(keyId)
      ? `Key '${keyArn(keyId)}' does not exist`
      : `Invalid keyId '${keyId}'`;
    throw new KmsError('NotFoundException', message);
  }

  function resolve(reference: string): StoredKey {
    const name = stripArn(reference, prefix);
    if (!name.startsWith('alias/')) return resolveKey(reference);
    const keyId = store.findAlias(name);
    if (keyId === undefined)
      throw new KmsError('NotFoundException', `Alias ${aliasArn(name)} is not found.`);
    return resolveKey(keyId);
  }

  return { accountId, region, keyArn, aliasArn, resolve, resolveKey, switchKey };
}
