import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  type KMSClient,
  NotFoundException,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import type { CeremonyKeys } from '../../ports/ceremony-keys.ts';
import { makeKmsKeyMaker } from './kms-key-maker.ts';
import { makeKmsSigningKeys } from './kms-signing-keys.ts';

const aliasOf = (name: string) => `alias/yinzheng-${name}`;

/** What KMS says is not there is nothing. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

async function findKeyId(client: KMSClient, name: string): Promise<string | undefined> {
  const asked = client.send(new DescribeKeyCommand({ KeyId: aliasOf(name) }));
  return (await unlessMissing(asked))?.KeyMetadata?.KeyId;
}

async function makeMacKey(client: KMSClient, name: string, description: string): Promise<string> {
  const { KeyMetadata } = await client.send(
    new CreateKeyCommand({
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      MultiRegion: true,
      Description: description,
      Tags: [{ TagKey: 'yinzheng:purpose', TagValue: name }],
    }),
  );
  if (KeyMetadata?.KeyId === undefined) throw new Error('KMS gave no key id');
  const alias = { AliasName: aliasOf(name), TargetKeyId: KeyMetadata.KeyId };
  try {
    await client.send(new CreateAliasCommand(alias));
    return KeyMetadata.KeyId;
  } catch (error) {
    const named = await findKeyId(client, name);
    if (named === undefined) throw error;
    return named;
  }
}

/**
 * The province's own keys in KMS, as `alias/yinzheng-<name>`. Hand in a client with one attempt: KMS
 * cannot repeat CreateKey without making another key. A key whose answer was lost is never named.
 */
export function makeKmsCeremonyKeys(client: KMSClient): CeremonyKeys {
  const { publicKeyOf, sign } = makeKmsSigningKeys(client);
  const findPublicKey = (keyId: string) => unlessMissing(publicKeyOf(keyId));
  return {
    async findSigningKey(name) {
      const keyId = await findKeyId(client, name);
      return keyId === undefined ? undefined : { keyId, publicKey: await publicKeyOf(keyId) };
    },
    makeSigningKey: (name, purpose) => makeKmsKeyMaker({ client, purpose }).makeSigningKey(name),
    findMacKey: (name) => findKeyId(client, name),
    makeMacKey: async (name, description) =>
      (await findKeyId(client, name)) ?? makeMacKey(client, name, description),
    findPublicKey,
    sign,
    async rename(name, keyId) {
      await client.send(new UpdateAliasCommand({ AliasName: aliasOf(name), TargetKeyId: keyId }));
    },
  };
}
