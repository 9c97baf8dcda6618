import { isKeySpec, type KeySpec, keySpecs, kmsModel } from './key-spec.ts';
import type { StoredKey } from './key-store.ts';
import { KmsError } from './kms-error.ts';
import { type Operation, type OperationContext, requireEnabled } from './operation.ts';
import {
  findOneOf,
  type RequestBody,
  readFlag,
  readOptionalText,
  readText,
} from './read-member.ts';
import { readTags } from './read-tags.ts';

function multiRegionMembers({ directory }: OperationContext, arn: string) {
  return {
    MultiRegionKeyType: 'PRIMARY',
    PrimaryKey: { Arn: arn, Region: directory.region },
    ReplicaKeys: [],
  };
}

function describe(context: OperationContext, { record }: StoredKey) {
  const arn = context.directory.keyArn(record.keyId);
  const { usage, algorithmsMember, algorithms } = keySpecs[record.spec];
  return {
    AWSAccountId: context.directory.accountId,
    KeyId: record.keyId,
    Arn: arn,
    CreationDate: Date.parse(record.createdAt) / 1000,
    Description: record.description,
    Enabled: record.enabled,
    KeyState: record.enabled ? 'Enabled' : 'Disabled',
    KeyUsage: usage,
    KeySpec: record.spec,
    CustomerMasterKeySpec: record.spec,
    [algorithmsMember]: algorithms,
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: record.multiRegion,
    ...(record.multiRegion && { MultiRegionConfiguration: multiRegionMembers(context, arn) }),
  };
}

function readSpec(body: RequestBody): KeySpec {
  const spec =
    findOneOf(body, 'KeySpec', kmsModel.keySpecs) ??
    findOneOf(body, 'CustomerMasterKeySpec', kmsModel.keySpecs) ??
    'SYMMETRIC_DEFAULT';
  if (!isKeySpec(spec))
    throw new KmsError(
      'UnsupportedOperationException',
      `KeySpec ${spec} is not made by this engine`,
    );
  return spec;
}

function checkUsage(body: RequestBody, spec: KeySpec): void {
  const usage = findOneOf(body, 'KeyUsage', kmsModel.keyUsages);
  if (usage === undefined)
    throw new KmsError('ValidationException', `You must specify a KeyUsage value for ${spec} keys`);
  if (usage !== keySpecs[spec].usage) {
    throw new KmsError(
      'ValidationException',
      `KeyUsage ${usage} is not compatible with KeySpec ${spec}`,
    );
  }
}

/** A policy is read for its form only: rights are a matter of the cloud, this engine serves one machine. */
function checkPolicy(body: RequestBody): void {
  const policy = readOptionalText(body, 'Policy', 131_072);
  if (policy === '') return;
  try {
    if (JSON.parse(policy) instanceof Object) return;
  } catch {
    // falls through to the refusal
  }
  throw new KmsError('MalformedPolicyDocumentException', 'The policy is not a JSON object');
}

function checkOrigin(body: RequestBody): void {
  const origin = readOptionalText(body, 'Origin', 64);
  if (origin !== '' && origin !== 'AWS_KMS') {
    throw new KmsError(
      'UnsupportedOperationException',
      `Origin ${origin} is not made by this engine`,
    );
  }
}

export const createKey: Operation = (context, body) => {
  const spec = readSpec(body);
  checkUsage(body, spec);
  checkPolicy(body);
  checkOrigin(body);
  const key = context.store.create({
    spec,
    description: readOptionalText(body, 'Description', 8192),
    multiRegion: readFlag(body, 'MultiRegion'),
    tags: readTags(body),
    createdAt: context.now().toISOString(),
  });
  return { KeyMetadata: describe(context, key) };
};

export const describeKey: Operation = (context, body) => ({
  KeyMetadata: describe(context, context.directory.resolve(readText(body, 'KeyId'))),
});

export const getPublicKey: Operation = ({ directory }, body) => {
  const key = directory.resolve(readText(body, 'KeyId'));
  const { record } = key;
  const arn = directory.keyArn(record.keyId);
  requireEnabled(key, arn);
  if (record.publicKey === undefined) {
    throw new KmsError(
      'UnsupportedOperationException',
      `${arn} key spec ${record.spec} has no public key`,
    );
  }
  const { usage, algorithmsMember, algorithms } = keySpecs[record.spec];
  return {
    KeyId: arn,
    PublicKey: record.publicKey,
    KeySpec: record.spec,
    CustomerMasterKeySpec: record.spec,
    KeyUsage: usage,
    [algorithmsMember]: algorithms,
  };
};

function makeSwitch(enabled: boolean): Operation {
  return ({ directory }, body) => {
    directory.switchKey(readText(body, 'KeyId'), enabled);
    return undefined;
  };
}

export const enableKey = makeSwitch(true);

export const disableKey = makeSwitch(false);

/** A replica has the key's material and id; it begins enabled, whatever the first one is. */
export const replicateKey: Operation = (context, body) => {
  const { directory, store } = context;
  const key = directory.resolveKey(readText(body, 'KeyId'));
  const region = readText(body, 'ReplicaRegion');
  const { multiRegion, replicas = {} } = key.record;
  if (!multiRegion) {
    throw new KmsError('UnsupportedOperationException', 'The key is no multi-Region key');
  }
  if (region === directory.region || replicas[region] !== undefined) {
    throw new KmsError('AlreadyExistsException', `The key is in ${region} already`);
  }
  store.change(key, { replicas: { ...replicas, [region]: true } });
  return { ReplicaKeyMetadata: describe(context, key) };
};
