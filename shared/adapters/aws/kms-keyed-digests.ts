import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import { toBase64url } from '../../formats/base64url.ts';
import type { KeyedDigests } from '../../ports/signing-keys.ts';
import { Problem } from '../../problem/problem.ts';
import { isOutOfReach } from './is-out-of-reach.ts';

const encoder = new TextEncoder();

/** Keyed digests by one HMAC key in KMS. */
export function makeKmsKeyedDigests(options: {
  readonly client: KMSClient;
  readonly keyId: string;
}): KeyedDigests {
  return {
    async digest(label, value) {
      const command = new GenerateMacCommand({
        KeyId: options.keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: encoder.encode(`${label}\0${value}`),
      });
      const { Mac } = await options.client.send(command).catch((error: unknown) => {
        if (!isOutOfReach(error)) throw error;
        throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
      });
      if (Mac === undefined) throw new Error('KMS gave no MAC');
      return toBase64url(Mac);
    },
  };
}
