import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeDurably } from './durable-file.ts';

/** A secret under AES-256-GCM, base64; the context it was sealed with must be given to open it. */
export interface EncryptedSecret {
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

/** The key that all others lie under at rest. */
export interface MasterKey {
  encrypt(secret: Buffer, context: string): EncryptedSecret;
  /** Throws when the secret, the context or the master key is not the one it was encrypted with. */
  decrypt(secret: EncryptedSecret, context: string): Buffer;
}

const cipher = 'aes-256-gcm';

function readOrMake(path: string): Buffer {
  if (!existsSync(path)) writeDurably(path, randomBytes(32));
  const key = readFileSync(path);
  if (key.length !== 32) throw new Error(`${path} is not a master key of 32 bytes`);
  return key;
}

/**
 * Opens the master key file (mode 0600), made at the first start. It lies beside what it encrypts: it keeps keys out of
 * backups and searches of single files, not from someone who may read the whole directory. For the embedded run only;
 * in the cloud keys never leave KMS.
 */
export function openMasterKey(path: string): MasterKey {
  const key = readOrMake(path);
  return {
    encrypt(secret, context) {
      const iv = randomBytes(12);
      const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(context));
      const ciphertext = Buffer.concat([sealing.update(secret), sealing.final()]);
      return {
        iv: iv.toString('base64'),
        ciphertext: ciphertext.toString('base64'),
        tag: sealing.getAuthTag().toString('base64'),
      };
    },
    decrypt({ iv, ciphertext, tag }, context) {
      const opening = createDecipheriv(cipher, key, Buffer.from(iv, 'base64'), {
        authTagLength: 16,
      });
      opening.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(tag, 'base64'));
      return Buffer.concat([opening.update(Buffer.from(ciphertext, 'base64')), opening.final()]);
    },
  };
}
