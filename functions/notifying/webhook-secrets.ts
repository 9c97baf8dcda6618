import type { WebhookId, WebhookSecret } from '../../shared/domain/webhook.ts';
import type { KeyedDigests } from '../../shared/ports/signing-keys.ts';

/** The secrets of an endpoint as its department has them, `whsec_…`, newest first. */
export type WebhookSecrets = (
  webhook: WebhookId,
  secrets: readonly Pick<WebhookSecret, 'id'>[],
) => Promise<readonly string[]>;

/** What making secrets needs. */
export interface WebhookSecretsPorts {
  readonly digests: KeyedDigests;
  /** Standard Webhooks' form of 32 bytes. */
  readonly toSecret: (digest: string) => string;
}

const mostKept = 1000;

/**
 * Makes secrets from their ids by a key in KMS: they are stored nowhere, so no table, backup or log has
 * one, and a repeated request is answered with the same. Kept in memory, for a secret never changes.
 */
export function makeWebhookSecrets({ digests, toSecret }: WebhookSecretsPorts): WebhookSecrets {
  const kept = new Map<string, string>();
  const find = async (name: string): Promise<string> => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const secret = toSecret(await digests.digest('webhook-secret', name));
    if (kept.size >= mostKept) kept.clear();
    kept.set(name, secret);
    return secret;
  };
  return (webhook, secrets) =>
    Promise.all(secrets.toReversed().map(({ id }) => find(`${webhook}\n${id}`)));
}
