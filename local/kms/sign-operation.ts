import { type KeyObject, sign as signMessage } from 'node:crypto';
import { kmsModel, toPrivateKey } from './key-spec.ts';
import type { StoredKey } from './key-store.ts';
import { KmsError } from './kms-error.ts';
import { type Operation, requireUsable } from './operation.ts';
import { findOneOf, type RequestBody, readBlob, readOneOf, readText } from './read-member.ts';
import { type DigestSigner, makeDigestSigner } from './sign-digest.ts';

interface Signer {
  readonly privateKey: KeyObject;
  readonly signDigest: DigestSigner;
}

/** By the secret's buffer, which stays the same for as long as the engine holds the key. */
const signers = new WeakMap<Buffer, Signer>();

function signerOf({ secret }: StoredKey): Signer {
  const known = signers.get(secret);
  if (known !== undefined) return known;
  const privateKey = toPrivateKey(secret);
  const signer = { privateKey, signDigest: makeDigestSigner(privateKey) };
  signers.set(secret, signer);
  return signer;
}

interface ToSign {
  readonly bytes: Buffer;
  readonly isDigest: boolean;
}

function readToSign(body: RequestBody, algorithm: string): ToSign {
  const type = findOneOf(body, 'MessageType', kmsModel.messageTypes) ?? 'RAW';
  const bytes = readBlob(body, 'Message', 4096);
  if (type === 'EXTERNAL_MU') {
    throw new KmsError(
      'ValidationException',
      `MessageType ${type} is incompatible with algorithm ${algorithm}.`,
    );
  }
  if (type === 'DIGEST' && bytes.length !== 32) {
    throw new KmsError(
      'ValidationException',
      `Digest is invalid length for algorithm ${algorithm}.`,
    );
  }
  return { bytes, isDigest: type === 'DIGEST' };
}

export const sign: Operation = ({ directory, store }, body) => {
  const key = directory.resolve(readText(body, 'KeyId'));
  const arn = directory.keyArn(key.record.keyId);
  const algorithm = readOneOf(body, 'SigningAlgorithm', kmsModel.signingAlgorithms);
  requireUsable(key, arn, { operation: 'Sign', usage: 'SIGN_VERIFY', algorithm });
  const { bytes, isDigest } = readToSign(body, algorithm);
  const { privateKey, signDigest } = signerOf(key);
  store.countSign(key);
  const signature = isDigest ? signDigest(bytes) : signMessage('sha256', bytes, privateKey);
  return { KeyId: arn, Signature: signature.toString('base64'), SigningAlgorithm: algorithm };
};
