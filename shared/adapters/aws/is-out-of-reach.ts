const passingNames: ReadonlySet<string> = new Set([
  'AbortError',
  'DependencyTimeoutException',
  'InternalServerError',
  'KMSInternalException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'SyntaxError',
  'ThrottlingException',
  'TimeoutError',
  'TransactionInProgressException',
]);

const networkCode = /^(?:E[A-Z]+|UND_ERR_\w+|ERR_STREAM_\w+)$/;

/**
 * Could an AWS service not be reached, or not answer, so that trying again may help? What was asked
 * for may have happened all the same. A truncated answer is a SyntaxError of the SDK's parser.
 */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } };
  if (passingNames.has(error.name) || ($metadata?.httpStatusCode ?? 0) >= 500) return true;
  return typeof code === 'string' && networkCode.test(code);
}
