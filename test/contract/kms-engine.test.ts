import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ListResourceTagsCommand,
  SignCommand,
  TagResourceCommand,
  UpdateAliasCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { p256 } from '@noble/curves/nist.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { startTestEngines } from '../build/engines.ts';

let engines: Awaited<ReturnType<typeof startTestEngines<{ kms: true }>>>;
let kms: KMSClient;

beforeAll(async () => {
  engines = await startTestEngines({ kms: true });
  kms = new KMSClient(localClientConfig(engines.endpoints.kms));
});

afterAll(() => engines.close());

async function makeKey(spec: 'ECC_NIST_P256' | 'HMAC_256' = 'ECC_NIST_P256', multiRegion = false) {
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      KeySpec: spec,
      KeyUsage: spec === 'HMAC_256' ? 'GENERATE_VERIFY_MAC' : 'SIGN_VERIFY',
      MultiRegion: multiRegion,
    }),
  );
  return { keyId: KeyMetadata?.KeyId ?? '', arn: KeyMetadata?.Arn ?? '' };
}

async function publicKeyOf(keyId: string) {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
  return createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
}

async function sign(keyId: string, message: Uint8Array, type?: 'RAW' | 'DIGEST') {
  const answer = await kms.send(
    new SignCommand({
      KeyId: keyId,
      Message: message,
      SigningAlgorithm: 'ECDSA_SHA_256',
      ...(type && { MessageType: type }),
    }),
  );
  return Buffer.from(answer.Signature ?? []);
}

const digestOf = (message: Uint8Array) => createHash('sha256').update(message).digest();

test('a new signing key is described as the service describes it', async () => {
  const made = await kms.send(
    new CreateKeyCommand({
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      Description: 'seal key（示例）',
      Policy: '{"Version":"2012-10-17","Statement":[]}',
    }),
  );
  const keyId = made.KeyMetadata?.KeyId ?? '';
  expect(keyId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
  expect(KeyMetadata).toEqual(made.KeyMetadata);
  expect(KeyMetadata).toMatchObject({
    Arn: `arn:aws-cn:kms:cn-north-1:000000000000:key/${keyId}`,
    Description: 'seal key（示例）',
    Enabled: true,
    KeyState: 'Enabled',
    KeyUsage: 'SIGN_VERIFY',
    KeySpec: 'ECC_NIST_P256',
    SigningAlgorithms: ['ECDSA_SHA_256'],
    Origin: 'AWS_KMS',
    MultiRegion: false,
  });
  expect(Math.abs(Date.now() - Number(KeyMetadata?.CreationDate))).toBeLessThan(10_000);
});

test('a multi-Region key says so in its id and names its primary Region', async () => {
  const { keyId, arn } = await makeKey('ECC_NIST_P256', true);
  expect(keyId).toMatch(/^mrk-[0-9a-f]{32}$/);
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
  expect(KeyMetadata?.MultiRegionConfiguration).toEqual({
    MultiRegionKeyType: 'PRIMARY',
    PrimaryKey: { Arn: arn, Region: 'cn-north-1' },
    ReplicaKeys: [],
  });
});

test('the public key comes with its use and algorithms', async () => {
  const { keyId, arn } = await makeKey();
  const answer = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
  expect(answer).toMatchObject({
    KeyId: arn,
    KeySpec: 'ECC_NIST_P256',
    KeyUsage: 'SIGN_VERIFY',
    SigningAlgorithms: ['ECDSA_SHA_256'],
  });
  expect((await publicKeyOf(keyId)).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
});

test('signatures over a message and over its digest both verify over the message', async () => {
  const { keyId, arn } = await makeKey();
  const publicKey = await publicKeyOf(keyId);
  for (const size of [1, 32, 4096]) {
    const message = randomBytes(size);
    expect(verify('sha256', message, publicKey, await sign(keyId, message, 'RAW'))).toBe(true);
    expect(verify('sha256', message, publicKey, await sign(keyId, message))).toBe(true);
    expect(verify('sha256', message, publicKey, await sign(arn, digestOf(message), 'DIGEST'))).toBe(
      true,
    );
  }
});

test('a signature over a digest is one for that digest and key only', async () => {
  const { keyId } = await makeKey();
  const message = randomBytes(100);
  const signature = await sign(keyId, digestOf(message), 'DIGEST');
  expect(verify('sha256', randomBytes(100), await publicKeyOf(keyId), signature)).toBe(false);
  expect(verify('sha256', message, await publicKeyOf((await makeKey()).keyId), signature)).toBe(
    false,
  );
});

test('digests at the edges of the group order sign well, each with its own nonce', async () => {
  const { keyId } = await makeKey();
  const jwk = (await publicKeyOf(keyId)).export({ format: 'jwk' });
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(jwk.x ?? '', 'base64url'),
    Buffer.from(jwk.y ?? '', 'base64url'),
  ]);
  const order = Buffer.from(p256.Point.Fn.ORDER.toString(16), 'hex');
  const seen = new Set<string>();
  for (const digest of [Buffer.alloc(32), Buffer.alloc(32, 255), order, Buffer.alloc(32)]) {
    const signature = await sign(keyId, digest, 'DIGEST');
    const options = { prehash: false, format: 'der', lowS: false } as const;
    expect(p256.verify(signature, digest, point, options)).toBe(true);
    seen.add(p256.Signature.fromBytes(signature, 'der').r.toString(16));
  }
  expect(seen.size).toBe(4);
});

test('a disabled key signs again once it is enabled', async () => {
  const { keyId } = await makeKey();
  await kms.send(new DisableKeyCommand({ KeyId: keyId }));
  const disabled = await kms.send(new DescribeKeyCommand({ KeyId: keyId }));
  expect(disabled.KeyMetadata).toMatchObject({ Enabled: false, KeyState: 'Disabled' });
  await expect(sign(keyId, randomBytes(32), 'DIGEST')).rejects.toMatchObject({
    name: 'DisabledException',
  });
  await kms.send(new EnableKeyCommand({ KeyId: keyId }));
  await kms.send(new EnableKeyCommand({ KeyId: keyId }));
  const message = randomBytes(9);
  expect(verify('sha256', message, await publicKeyOf(keyId), await sign(keyId, message))).toBe(
    true,
  );
});

test('a key answers to its id, its ARN, its alias and the ARN of its alias', async () => {
  const { keyId, arn } = await makeKey();
  await kms.send(
    new CreateAliasCommand({ AliasName: 'alias/liaoning/seal-1', TargetKeyId: keyId }),
  );
  const aliasArn = arn.replace(`key/${keyId}`, 'alias/liaoning/seal-1');
  const publicKey = await publicKeyOf(keyId);
  for (const reference of [keyId, arn, 'alias/liaoning/seal-1', aliasArn]) {
    const message = randomBytes(20);
    expect(verify('sha256', message, publicKey, await sign(reference, message))).toBe(true);
  }
  const listed = await kms.send(new ListAliasesCommand({ KeyId: arn }));
  expect(listed.Aliases).toEqual([
    { AliasName: 'alias/liaoning/seal-1', AliasArn: aliasArn, TargetKeyId: keyId },
  ]);
});

test('an alias moves to another key of the same use', async () => {
  const first = await makeKey();
  const second = await makeKey();
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/moving', TargetKeyId: first.keyId }));
  await kms.send(new UpdateAliasCommand({ AliasName: 'alias/moving', TargetKeyId: second.arn }));
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/moving' }));
  expect(KeyMetadata?.KeyId).toBe(second.keyId);
});

test('tags are kept, added to and replaced by key', async () => {
  const made = await kms.send(
    new CreateKeyCommand({
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
      Tags: [{ TagKey: 'zone', TagValue: 'issuing' }],
    }),
  );
  const keyId = made.KeyMetadata?.KeyId ?? '';
  const added = [
    { TagKey: 'zone', TagValue: 'holding' },
    { TagKey: 'empty', TagValue: '' },
  ];
  await kms.send(new TagResourceCommand({ KeyId: keyId, Tags: added }));
  const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId: keyId }));
  expect(Tags).toEqual(added);
});

test('a MAC repeats for the same message, and only a true one is verified', async () => {
  const { keyId, arn } = await makeKey('HMAC_256');
  const message = { KeyId: keyId, MacAlgorithm: 'HMAC_SHA_256', Message: randomBytes(18) } as const;
  const first = await kms.send(new GenerateMacCommand(message));
  const second = await kms.send(new GenerateMacCommand(message));
  expect(first).toMatchObject({ KeyId: arn, MacAlgorithm: 'HMAC_SHA_256' });
  expect(first.Mac).toHaveLength(32);
  expect(second.Mac).toEqual(first.Mac);
  const verified = await kms.send(new VerifyMacCommand({ ...message, Mac: first.Mac }));
  expect(verified).toMatchObject({ KeyId: arn, MacValid: true });
  for (const wrong of [randomBytes(32), first.Mac?.subarray(0, 31)]) {
    await expect(kms.send(new VerifyMacCommand({ ...message, Mac: wrong }))).rejects.toMatchObject({
      name: 'KMSInvalidMacException',
    });
  }
});
