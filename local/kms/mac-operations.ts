import { createHmac, timingSafeEqual } from 'node:crypto';
import { kmsModel } from './key-spec.ts';
import { KmsError } from './kms-error.ts';
import { type Operation, type OperationContext, requireUsable } from './operation.ts';
import { type RequestBody, readBlob, readOneOf, readText } from './read-member.ts';

function computeMac({ directory }: OperationContext, body: RequestBody, operation: string) {
  const key = directory.resolve(readText(body, 'KeyId'));
  const arn = directory.keyArn(key.record.keyId);
  const algorithm = readOneOf(body, 'MacAlgorithm', kmsModel.macAlgorithms);
  requireUsable(key, arn, { operation, usage: 'GENERATE_VERIFY_MAC', algorithm });
  const message = readBlob(body, 'Message', 4096);
  return { arn, algorithm, mac: createHmac('sha256', key.secret).update(message).digest() };
}

export const generateMac: Operation = (context, body) => {
  const { arn, algorithm, mac } = computeMac(context, body, 'GenerateMac');
  return { KeyId: arn, Mac: mac.toString('base64'), MacAlgorithm: algorithm };
};

export const verifyMac: Operation = (context, body) => {
  const { arn, algorithm, mac } = computeMac(context, body, 'VerifyMac');
  const given = readBlob(body, 'Mac', 6144);
  if (given.length !== mac.length || !timingSafeEqual(given, mac)) {
    throw new KmsError(
      'KMSInvalidMacException',
      'The MAC is not valid for this message, key and algorithm',
    );
  }
  return { KeyId: arn, MacValid: true, MacAlgorithm: algorithm };
};
