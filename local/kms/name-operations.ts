import { keySpecs } from './key-spec.ts';
import { KmsError } from './kms-error.ts';
import type { Operation, OperationContext } from './operation.ts';
import { type RequestBody, readText } from './read-member.ts';
import { mergeTags, readTags } from './read-tags.ts';

const aliasForm = /^alias\/[A-Za-z0-9/_-]{1,250}$/;

function readAliasName(body: RequestBody): string {
  const name = readText(body, 'AliasName');
  if (!name.startsWith('alias/')) throw new KmsError('ValidationException', 'Invalid identifier');
  if (!aliasForm.test(name))
    throw new KmsError('InvalidAliasNameException', `${name} is not a valid alias name`);
  if (name.startsWith('alias/aws/'))
    throw new KmsError('NotAuthorizedException', 'alias/aws/ is reserved');
  return name;
}

function readTarget({ directory }: OperationContext, body: RequestBody) {
  const reference = readText(body, 'TargetKeyId');
  if (/^(?:arn:.*:)?alias\//.test(reference)) {
    throw new KmsError('ValidationException', 'Aliases must refer to keys. Not aliases');
  }
  return directory.resolveKey(reference).record;
}

export const createAlias: Operation = (context, body) => {
  const name = readAliasName(body);
  const target = readTarget(context, body);
  if (context.store.findAlias(name) !== undefined) {
    const message = `An alias with the name ${context.directory.aliasArn(name)} already exists`;
    throw new KmsError('AlreadyExistsException', message);
  }
  context.store.setAlias(name, target.keyId);
  return undefined;
};

export const updateAlias: Operation = (context, body) => {
  const name = readAliasName(body);
  const target = readTarget(context, body);
  const current = context.directory.resolve(name).record;
  if (keySpecs[current.spec].usage !== keySpecs[target.spec].usage) {
    throw new KmsError(
      'ValidationException',
      'The new key of an alias must have the type and usage of the current one',
    );
  }
  context.store.setAlias(name, target.keyId);
  return undefined;
};

/** All aliases, or those of one key, in one page. */
export const listAliases: Operation = ({ directory, store }, body) => {
  const wanted =
    body['KeyId'] === undefined
      ? undefined
      : directory.resolveKey(readText(body, 'KeyId')).record.keyId;
  const aliases = store.aliases().filter(([, keyId]) => wanted === undefined || keyId === wanted);
  return {
    Aliases: aliases.map(([name, keyId]) => ({
      AliasName: name,
      AliasArn: directory.aliasArn(name),
      TargetKeyId: keyId,
    })),
    Truncated: false,
  };
};

export const tagResource: Operation = ({ directory, store }, body) => {
  const key = directory.resolveKey(readText(body, 'KeyId'));
  store.change(key, { tags: mergeTags(key.record.tags, readTags(body)) });
  return undefined;
};

export const listResourceTags: Operation = ({ directory }, body) => {
  const { tags } = directory.resolveKey(readText(body, 'KeyId')).record;
  return {
    Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    Truncated: false,
  };
};
