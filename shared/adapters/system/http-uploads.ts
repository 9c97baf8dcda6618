import { Problem } from '../../problem/problem.ts';
import { readLimitedBody } from './read-limited-body.ts';

const maxDocumentBytes = 20 * 1024 * 1024;
const timeoutMilliseconds = 10_000;

const unavailable = () => new Problem('service-unavailable', { retryAfterSeconds: 2 });

async function ask(address: string): Promise<Response> {
  try {
    return await fetch(address, {
      ...{ redirect: 'error', signal: AbortSignal.timeout(timeoutMilliseconds) },
    });
  } catch {
    throw unavailable();
  }
}

/** Documents that were uploaded to a province, fetched as anybody may who knows their id. */
export function makeHttpUploads({ provinceUrl }: { readonly provinceUrl: string }) {
  return {
    async find(id: string): Promise<Uint8Array | undefined> {
      const told = await ask(`${provinceUrl}/v1/uploads/${encodeURIComponent(id)}/content`);
      if (told.status === 404) return undefined;
      if (!told.ok) throw unavailable();
      const { url } = (await told.json()) as { readonly url: string };
      const file = await ask(url);
      if (!file.ok) throw unavailable();
      return (await readLimitedBody(file, maxDocumentBytes)) ?? undefined;
    },
  };
}
