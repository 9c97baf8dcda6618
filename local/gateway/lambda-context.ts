/** What Lambda hands to a handler beside the event, as far as handlers and middleware look at it. */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  readonly memoryLimitInMB: string;
  readonly callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

/** A context whose time runs out after so many milliseconds. */
export function makeLambdaContext(
  functionName: string,
  awsRequestId: string,
  timeoutMilliseconds: number,
): LambdaContext {
  const end = performance.now() + timeoutMilliseconds;
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    awsRequestId,
    memoryLimitInMB: '512',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, end - performance.now()),
  };
}
