import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { toRawSignature } from '../../formats/der.ts';
import type { PublicKeys } from '../../ports/public-keys.ts';
import type { SigningKeys } from '../../ports/signing-keys.ts';
import { throwKmsFault } from './kms-fault.ts';

/** Signing and public keys in KMS: digests only, ES256, strict DER turned into r‖s. */
export function makeKmsSigningKeys(client: KMSClient): SigningKeys & PublicKeys {
  return {
    async sign(keyId, digest) {
      const command = new SignCommand({
        KeyId: keyId,
        Message: digest,
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      });
      const { Signature } = await client.send(command).catch(throwKmsFault);
      return toRawSignature(Signature ?? new Uint8Array());
    },
    async publicKeyOf(keyId) {
      const command = new GetPublicKeyCommand({ KeyId: keyId });
      const { PublicKey } = await client.send(command).catch(throwKmsFault);
      if (PublicKey === undefined) throw new Error('KMS gave no public key');
      return PublicKey;
    },
  };
}
