import { Refusal } from './service-client.ts';

/** A public file as text; undefined where there is none. @throws Refusal, TypeError when nobody answers */
export async function findPublicFile(address: string): Promise<string | undefined> {
  const response = await fetch(address, { redirect: 'error' });
  const text = await response.text();
  if (response.status === 404) return undefined;
  if (response.ok) return text;
  const body = { title: `${address} cannot be had` };
  throw new Refusal({ status: response.status, headers: response.headers, body });
}
