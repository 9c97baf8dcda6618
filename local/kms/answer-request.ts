import {
  createKey,
  describeKey,
  disableKey,
  enableKey,
  getPublicKey,
  replicateKey,
} from './key-operations.ts';
import { KmsError } from './kms-error.ts';
import { generateMac, verifyMac } from './mac-operations.ts';
import {
  createAlias,
  listAliases,
  listResourceTags,
  tagResource,
  updateAlias,
} from './name-operations.ts';
import type { Operation, OperationContext } from './operation.ts';
import { type RequestBody, readFlag } from './read-member.ts';
import { sign } from './sign-operation.ts';

const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    CreateAlias: createAlias,
    CreateKey: createKey,
    DescribeKey: describeKey,
    DisableKey: disableKey,
    EnableKey: enableKey,
    GenerateMac: generateMac,
    GetPublicKey: getPublicKey,
    ListAliases: listAliases,
    ListResourceTags: listResourceTags,
    ReplicateKey: replicateKey,
    Sign: sign,
    TagResource: tagResource,
    UpdateAlias: updateAlias,
    VerifyMac: verifyMac,
  }),
);

/** An answer in KMS's JSON 1.1 protocol. */
export interface KmsAnswer {
  readonly status: number;
  readonly body: string;
}

function readBody(text: string): RequestBody {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new KmsError('SerializationException', 'The request is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new KmsError('SerializationException', 'The request is not a JSON object');
  }
  return body as RequestBody;
}

function findOperation(target: string): Operation {
  const operation = operations.get(target.replace(/^TrentService\./, ''));
  if (operation === undefined)
    throw new KmsError('UnknownOperationException', 'This engine has no such operation');
  return operation;
}

function run(context: OperationContext, target: string, text: string): KmsAnswer {
  const operation = findOperation(target);
  const body = readBody(text);
  if (readFlag(body, 'DryRun'))
    throw new KmsError('UnsupportedOperationException', 'This engine makes no dry runs');
  const answer = operation(context, body);
  return { status: 200, body: answer === undefined ? '' : JSON.stringify(answer) };
}

function toRefusal(error: unknown): KmsAnswer {
  if (!(error instanceof KmsError)) console.error('kms.failed', error);
  const refusal =
    error instanceof KmsError ? error : new KmsError('KMSInternalException', 'The engine failed');
  return {
    status: refusal.status,
    body: JSON.stringify({ __type: refusal.type, message: refusal.message }),
  };
}

/** Answers one request: `target` is its `X-Amz-Target`, `text` its body. */
export function answerRequest(context: OperationContext, target: string, text: string): KmsAnswer {
  try {
    return run(context, target, text);
  } catch (error) {
    return toRefusal(error);
  }
}
