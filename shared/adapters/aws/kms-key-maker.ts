import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  type KMSClient,
  NotFoundException,
} from '@aws-sdk/client-kms';
import type { KeyMaker } from '../../ports/signing-keys.ts';
import { throwKmsFault } from './kms-fault.ts';
import { makeKmsSigningKeys } from './kms-signing-keys.ts';

/** Which keys are made. */
export interface KmsKeyMakerOptions {
  readonly client: KMSClient;
  /** Value of the tag `yinzheng:purpose` that rights go by: `seal` for seal keys. */
  readonly purpose: string;
}

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
    Tags: [{ TagKey: 'yinzheng:purpose', TagValue: purpose }],
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
      return { keyId, publicKey: await publicKeyOf(keyId) };
    },
    async enable(keyId) {
      await client.send(new EnableKeyCommand({ KeyId: keyId })).catch(throwKmsFault);
    },
    async disable(keyId) {
      await client.send(new DisableKeyCommand({ KeyId: keyId })).catch(throwKmsFault);
    },
  };
}
