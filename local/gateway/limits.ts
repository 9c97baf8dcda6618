/** What the cloud allows (HTTP API and Lambda), kept here so that nothing works on one machine only. */
export const limits = {
  /** API Gateway: request and response body. */
  bodyBytes: 10 * 1024 * 1024,
  /** Lambda: the event or the result as JSON, so a Base64 body counts a third more. */
  payloadBytes: 6 * 1024 * 1024,
  /** API Gateway: request line and headers together. */
  headerBytes: 10_240,
  /** API Gateway gives up on an integration after this; a Lambda has a second less. */
  answerMilliseconds: 29_000,
  /** As the stage's burst limit does in the cloud: what comes beyond it is turned away with 429. */
  atOnce: 128,
} as const;

export type GatewayLimits = { readonly [Name in keyof typeof limits]: number };
