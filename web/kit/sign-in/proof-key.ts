import { deleteDB, openDB } from 'idb';
import { generateKeyPair } from 'oauth4webapi';

const name = 'yinzheng-proof-key';
type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/**
 * The key that tokens are bound to: made in this browser, and nobody can read it out of it, not even
 * this page. The same one until whoever signed in signs out.
 * @see RFC 9449
 */
export async function provideProofKey(): Promise<KeyPair> {
  const database = await openDB(name, 1, { upgrade: (one) => void one.createObjectStore('keys') });
  const known = (await database.get('keys', 'es256')) as KeyPair | undefined;
  const key = known ?? (await generateKeyPair('ES256', { extractable: false }));
  if (known === undefined) await database.put('keys', key, 'es256');
  database.close();
  return key;
}

export async function forgetProofKey(): Promise<void> {
  await deleteDB(name);
}
