import { createHmac } from 'node:crypto';

/** A message as it is signed: `webhook-id`, `webhook-timestamp`, and the body's very bytes. */
export interface SignedMessage {
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
}

const prefix = 'whsec_';

/** A secret as its department gets it, of the 32 bytes behind it (unpadded base64url). @see Standard Webhooks, "Symmetric" */
export const toWebhookSecret = (digest: string): string =>
  `${prefix}${Buffer.from(digest, 'base64url').toString('base64')}`;

function signOnce(secret: string, { id, timestampSeconds, body }: SignedMessage): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestampSeconds}.${body}`);
  return `v1,${mac.digest('base64')}`;
}

/**
 * The value of `webhook-signature`: one signature by each secret, a blank between.
 * @param secrets `whsec_` + base64
 * @see Standard Webhooks 1.0.0, "Signature scheme"
 */
export function signWebhook(secrets: readonly string[], message: SignedMessage): string {
  return secrets.map((secret) => signOnce(secret, message)).join(' ');
}
