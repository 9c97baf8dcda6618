import { randomBytes } from 'node:crypto';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DisableKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  TagResourceCommand,
  UpdateAliasCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { startTestEngines } from '../build/engines.ts';

let engines: Awaited<ReturnType<typeof startTestEngines<{ kms: true }>>>;
let kms: KMSClient;
let signing = '';
let mac = '';
let disabled = '';

const signingKey = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;

async function makeKey(input: CreateKeyCommandInput): Promise<string> {
  return (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.KeyId ?? '';
}

beforeAll(async () => {
  engines = await startTestEngines({ kms: true });
  kms = new KMSClient(localClientConfig(engines.endpoints.kms));
  signing = await makeKey(signingKey);
  mac = await makeKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  disabled = await makeKey(signingKey);
  await kms.send(new DisableKeyCommand({ KeyId: disabled }));
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/taken', TargetKeyId: signing }));
});

afterAll(() => engines.close());

function sign(overrides: object): SignCommand {
  return new SignCommand({
    KeyId: signing,
    Message: randomBytes(32),
    SigningAlgorithm: 'ECDSA_SHA_256',
    ...overrides,
  });
}

function generate(overrides: object): GenerateMacCommand {
  return new GenerateMacCommand({
    KeyId: mac,
    Message: randomBytes(8),
    MacAlgorithm: 'HMAC_SHA_256',
    ...overrides,
  });
}

type Command =
  | CreateAliasCommand
  | CreateKeyCommand
  | DisableKeyCommand
  | GenerateMacCommand
  | GetPublicKeyCommand
  | SignCommand
  | TagResourceCommand
  | UpdateAliasCommand
  | VerifyMacCommand;

const unknownKey = '00000000-0000-4000-8000-000000000000';
const tag = (TagKey: string) => ({ TagKey, TagValue: 'x' });

const refusals: readonly (readonly [string, string, () => Command])[] = [
  ['an unknown key', 'NotFoundException', () => sign({ KeyId: unknownKey })],
  ['a word that is no key id', 'NotFoundException', () => sign({ KeyId: 'seal' })],
  ['an unknown alias', 'NotFoundException', () => sign({ KeyId: 'alias/none' })],
  [
    "another Region's ARN",
    'NotFoundException',
    () => sign({ KeyId: `arn:aws-cn:kms:cn-northwest-1:000000000000:key/${signing}` }),
  ],
  ['a broken ARN', 'InvalidArnException', () => sign({ KeyId: 'arn:aws-cn:s3:::bucket' })],
  ['a disabled key', 'DisabledException', () => sign({ KeyId: disabled })],
  [
    'the public half of a disabled key',
    'DisabledException',
    () => new GetPublicKeyCommand({ KeyId: disabled }),
  ],
  ['signing with a MAC key', 'InvalidKeyUsageException', () => sign({ KeyId: mac })],
  ['a MAC with a signing key', 'InvalidKeyUsageException', () => generate({ KeyId: signing })],
  [
    'an algorithm of another curve',
    'InvalidKeyUsageException',
    () => sign({ SigningAlgorithm: 'ECDSA_SHA_384' }),
  ],
  ['a longer MAC', 'InvalidKeyUsageException', () => generate({ MacAlgorithm: 'HMAC_SHA_512' })],
  ['an unknown algorithm', 'ValidationException', () => sign({ SigningAlgorithm: 'ES256' })],
  ['no algorithm', 'ValidationException', () => sign({ SigningAlgorithm: undefined })],
  [
    'a digest of 31 bytes',
    'ValidationException',
    () => sign({ MessageType: 'DIGEST', Message: randomBytes(31) }),
  ],
  [
    'a digest of 33 bytes',
    'ValidationException',
    () => sign({ MessageType: 'DIGEST', Message: randomBytes(33) }),
  ],
  ['a message of 4097 bytes', 'ValidationException', () => sign({ Message: randomBytes(4097) })],
  ['an empty message', 'ValidationException', () => sign({ Message: new Uint8Array() })],
  ['an unknown message type', 'ValidationException', () => sign({ MessageType: 'HASH' })],
  [
    'a message type of another algorithm',
    'ValidationException',
    () => sign({ MessageType: 'EXTERNAL_MU' }),
  ],
  ['a dry run', 'UnsupportedOperationException', () => sign({ DryRun: true })],
  ['a MAC over 4097 bytes', 'ValidationException', () => generate({ Message: randomBytes(4097) })],
  [
    'a wrong MAC',
    'KMSInvalidMacException',
    () => new VerifyMacCommand({ ...generate({}).input, Mac: randomBytes(32) }),
  ],
  [
    'the public half of a MAC key',
    'UnsupportedOperationException',
    () => new GetPublicKeyCommand({ KeyId: mac }),
  ],
  [
    'a key kind not made here',
    'UnsupportedOperationException',
    () => new CreateKeyCommand({ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }),
  ],
  ['a symmetric key', 'UnsupportedOperationException', () => new CreateKeyCommand({})],
  [
    'an unknown key kind',
    'ValidationException',
    () => new CreateKeyCommand({ KeySpec: 'P-256' as 'SM2', KeyUsage: 'SIGN_VERIFY' }),
  ],
  [
    'a key without a use',
    'ValidationException',
    () => new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256' }),
  ],
  [
    "another kind's use",
    'ValidationException',
    () => new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' }),
  ],
  [
    'a policy that is not JSON',
    'MalformedPolicyDocumentException',
    () => new CreateKeyCommand({ ...signingKey, Policy: 'allow all' }),
  ],
  [
    'a key tagged twice alike',
    'TagException',
    () => new CreateKeyCommand({ ...signingKey, Tags: [tag('zone'), tag('zone')] }),
  ],
  [
    'a reserved tag',
    'TagException',
    () => new TagResourceCommand({ KeyId: signing, Tags: [tag('aws:zone')] }),
  ],
  [
    'more tags than 50',
    'TagException',
    () =>
      new TagResourceCommand({
        KeyId: signing,
        Tags: Array.from({ length: 51 }, (_, index) => tag(`t${index}`)),
      }),
  ],
  [
    'disabling by alias',
    'NotFoundException',
    () => new DisableKeyCommand({ KeyId: 'alias/taken' }),
  ],
  [
    'an alias that exists',
    'AlreadyExistsException',
    () => new CreateAliasCommand({ AliasName: 'alias/taken', TargetKeyId: mac }),
  ],
  [
    'an alias without its prefix',
    'ValidationException',
    () => new CreateAliasCommand({ AliasName: 'seal', TargetKeyId: mac }),
  ],
  [
    'an alias with a colon',
    'InvalidAliasNameException',
    () => new CreateAliasCommand({ AliasName: 'alias/a:b', TargetKeyId: mac }),
  ],
  [
    'a reserved alias',
    'NotAuthorizedException',
    () => new CreateAliasCommand({ AliasName: 'alias/aws/x', TargetKeyId: mac }),
  ],
  [
    'an alias of an alias',
    'ValidationException',
    () => new CreateAliasCommand({ AliasName: 'alias/second', TargetKeyId: 'alias/taken' }),
  ],
  [
    'an alias of no key',
    'NotFoundException',
    () => new CreateAliasCommand({ AliasName: 'alias/second', TargetKeyId: unknownKey }),
  ],
  [
    'moving an alias that does not exist',
    'NotFoundException',
    () => new UpdateAliasCommand({ AliasName: 'alias/none', TargetKeyId: signing }),
  ],
  [
    'moving an alias to a key of another use',
    'ValidationException',
    () => new UpdateAliasCommand({ AliasName: 'alias/taken', TargetKeyId: mac }),
  ],
];

test.each(refusals)('refuses %s with %s', async (_, name, makeCommand) => {
  await expect(kms.send(makeCommand() as SignCommand)).rejects.toMatchObject({
    name,
    $metadata: { httpStatusCode: 400, attempts: 1 },
  });
});

async function post(target: string, body: string) {
  const response = await fetch(engines.endpoints.kms, {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body,
  });
  return { status: response.status, answer: (await response.json()) as { __type: string } };
}

test.each([
  ['an operation it does not have', 'TrentService.Encrypt', '{}', 'UnknownOperationException'],
  [
    'an operation named like a built-in',
    'TrentService.constructor',
    '{}',
    'UnknownOperationException',
  ],
  ['a body that is not JSON', 'TrentService.Sign', '{', 'SerializationException'],
  ['a body that is no object', 'TrentService.Sign', '[]', 'SerializationException'],
  ['a key id that is no text', 'TrentService.DescribeKey', '{"KeyId":7}', 'SerializationException'],
  [
    'tags that are no list',
    'TrentService.CreateKey',
    '{"KeySpec":"HMAC_256","KeyUsage":"GENERATE_VERIFY_MAC","Tags":{}}',
    'SerializationException',
  ],
])('refuses %s', async (...[, target, body, name]) => {
  expect(await post(target, body)).toMatchObject({ status: 400, answer: { __type: name } });
});

test('refuses a message that is not base64', async () => {
  const body = { KeyId: signing, Message: 'not base64!', SigningAlgorithm: 'ECDSA_SHA_256' };
  const refused = await post('TrentService.Sign', JSON.stringify(body));
  expect(refused).toMatchObject({ status: 400, answer: { __type: 'SerializationException' } });
});

test('refuses a body beyond all limits without reading it into memory', async () => {
  expect((await post('TrentService.Sign', 'x'.repeat(300_000))).status).toBe(413);
});
