const workerPath = '/counter-worker.js';

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
interface PolicyMaker {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

/** Under Trusted Types a script's address needs a policy: ours lets one address through. */
function trustWorkerPath(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: PolicyMaker };
  const policy = trustedTypes?.createPolicy('yinzheng', {
    createScriptURL: (url) => {
      if (url !== workerPath) throw new TypeError('no such script');
      return url;
    },
  });
  return policy === undefined ? workerPath : policy.createScriptURL(workerPath);
}

/** Keeps the page itself for when there is no network, with whom it trusts as of its last opening; a browser that cannot goes without. */
export async function keepPageOffline(): Promise<void> {
  try {
    await navigator.serviceWorker.register(trustWorkerPath(), { scope: '/counter' });
    if (navigator.onLine) navigator.serviceWorker.controller?.postMessage('opened');
  } catch {
    // verifying works all the same, while there is a network
  }
}
