import type { KeyDirectory } from './key-directory.ts';
import { keySpecs } from './key-spec.ts';
import type { KeyStore, StoredKey } from './key-store.ts';
import { KmsError } from './kms-error.ts';
import type { RequestBody } from './read-member.ts';

/** What an operation works on. */
export interface OperationContext {
  readonly store: KeyStore;
  readonly directory: KeyDirectory;
  readonly now: () => Date;
}

/** One KMS operation: the members of the answer, or nothing where KMS answers with an empty body. */
export type Operation = (context: OperationContext, body: RequestBody) => object | undefined;

/** A key that is enabled, else `DisabledException`. */
export function requireEnabled(key: StoredKey, arn: string): StoredKey {
  if (!key.record.enabled) throw new KmsError('DisabledException', `${arn} is disabled.`);
  return key;
}

/** What a cryptographic call wants of a key. */
export interface KeyUse {
  readonly operation: string;
  readonly usage: 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC';
  readonly algorithm: string;
}

/** Is the key enabled and made for this use and algorithm? Else the refusal that KMS gives. */
export function requireUsable(key: StoredKey, arn: string, use: KeyUse): void {
  requireEnabled(key, arn);
  const { usage, algorithms }: { usage: string; algorithms: readonly string[] } =
    keySpecs[key.record.spec];
  if (usage !== use.usage) {
    throw new KmsError(
      'InvalidKeyUsageException',
      `${arn} key usage is ${usage} which is not valid for ${use.operation}.`,
    );
  }
  if (!algorithms.includes(use.algorithm)) {
    const message = `Algorithm ${use.algorithm} is incompatible with key spec ${key.record.spec}.`;
    throw new KmsError('InvalidKeyUsageException', message);
  }
}
