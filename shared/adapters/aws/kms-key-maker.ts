import {
  AlreadyExistsException,
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  type KMSClient,
  NotFoundException,
  ReplicateKeyCommand,
} from '@aws-sdk/client-kms';
import type { KeyMaker } from '../../ports/signing-keys.ts';
import { throwKmsFault } from './kms-fault.ts';
import { makeKmsSigningKeys } from './kms-signing-keys.ts';

/** Which keys are made. */
export interface KmsKeyMakerOptions {
  readonly client: KMSClient;
  /** Value of the tag `yinzheng:purpose` that rights go by: `seal` for seal keys. */
  readonly purpose: string;
  /** Other Regions, where each key has a replica that is switched with it; none unless told. */
  readonly further?: readonly FurtherRegion[];
}

/** Another Region, and its KMS. */
export interface FurtherRegion {
  readonly name: string;
  readonly client: KMSClient;
}

const tagsOf = (purpose: string) => [{ TagKey: 'yinzheng:purpose', TagValue: purpose }];

async function findKey(client: KMSClient, alias: string): Promise<string | undefined> {
  try {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: alias }));
    return KeyMetadata?.KeyId;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    return throwKmsFault(error);
  }
}

async function createKey(options: KmsKeyMakerOptions, name: string): Promise<string> {
  const { client, purpose } = options;
  const command = new CreateKeyCommand({
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    MultiRegion: true,
    Description: name,
    Tags: tagsOf(purpose),
  });
  const { KeyMetadata } = await client.send(command).catch(throwKmsFault);
  if (KeyMetadata?.KeyId === undefined) throw new Error('KMS gave no key id');
  return KeyMetadata.KeyId;
}

/** Names the key; whoever named one before wins, so that a purpose has one key. */
async function nameKey(client: KMSClient, alias: string, keyId: string): Promise<string> {
  try {
    await client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: keyId }));
    return keyId;
  } catch (error) {
    const named = await findKey(client, alias);
    return named ?? throwKmsFault(error);
  }
}

/** Puts a replica of the key into each further Region; one that is there stays. */
async function replicateKey(
  { client, purpose, further = [] }: KmsKeyMakerOptions,
  { keyId, name }: { readonly keyId: string; readonly name: string },
): Promise<void> {
  for (const { name: ReplicaRegion } of further) {
    const command = new ReplicateKeyCommand({
      ...{ KeyId: keyId, ReplicaRegion, Description: name, Tags: tagsOf(purpose) },
    });
    await client.send(command).catch((error: unknown) => {
      if (!(error instanceof AlreadyExistsException)) throwKmsFault(error);
    });
  }
}

/**
 * Switches the key here, then its replicas: one Region out of reach keeps no other from it, and the
 * whole has failed. A Region that has no replica has nothing to switch.
 */
async function switchEverywhere(
  { client, further = [] }: KmsKeyMakerOptions,
  command: EnableKeyCommand | DisableKeyCommand,
): Promise<void> {
  const sendThere = async ({ client: there }: FurtherRegion) => {
    await there.send(command as EnableKeyCommand).catch((error: unknown) => {
      if (!(error instanceof NotFoundException)) throw error;
    });
  };
  const outcomes = await Promise.allSettled([
    client.send(command as EnableKeyCommand),
    ...further.map(sendThere),
  ]);
  const failed = outcomes.find((one) => one.status === 'rejected');
  if (failed !== undefined) throwKmsFault(failed.reason);
}

/**
 * Makes and switches keys in KMS. A key is the one that `alias/yinzheng-<name>` names: repeating
 * `makeSigningKey` gives the same key. KMS cannot repeat CreateKey without making another one: hand in
 * a client with one attempt; a key whose answer was lost is never named, recorded or certified, and
 * nothing is ever signed with it.
 */
export function makeKmsKeyMaker(options: KmsKeyMakerOptions): KeyMaker {
  const { client } = options;
  const { publicKeyOf } = makeKmsSigningKeys(client);
  return {
    async makeSigningKey(name) {
      const alias = `alias/yinzheng-${name}`;
      const keyId =
        (await findKey(client, alias)) ??
        (await nameKey(client, alias, await createKey(options, name)));
      await replicateKey(options, { keyId, name });
      return { keyId, publicKey: await publicKeyOf(keyId) };
    },
    async enable(keyId) {
      await switchEverywhere(options, new EnableKeyCommand({ KeyId: keyId }));
    },
    async disable(keyId) {
      await switchEverywhere(options, new DisableKeyCommand({ KeyId: keyId }));
    },
  };
}
