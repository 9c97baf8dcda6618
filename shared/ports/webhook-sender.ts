/** One event on its way to one endpoint. */
export interface WebhookMessage {
  readonly address: string;
  /** `webhook-id`: the event's. */
  readonly id: string;
  /** `webhook-timestamp`, whole seconds: of this attempt. */
  readonly timestampSeconds: number;
  readonly mediaType: string;
  readonly body: string;
  /** Newest first; each makes a signature. */
  readonly secrets: readonly string[];
}

/** What an endpoint said. */
export type WebhookReply =
  | { readonly outcome: 'answered'; readonly status: number }
  /** `address-insecure`, `address-private`: not asked at all. */
  | {
      readonly outcome: 'failed';
      readonly reason: 'address-insecure' | 'address-private' | 'timeout' | 'unreachable';
    };

/**
 * Posts to addresses that others chose: only over TLS, only to the public network, the address that is
 * connected to being the one that was looked at, never after a redirect, never for longer than its
 * time. What is answered beside the status is not read. Never throws for what an endpoint does.
 */
export interface WebhookSender {
  send(message: WebhookMessage): Promise<WebhookReply>;
}
