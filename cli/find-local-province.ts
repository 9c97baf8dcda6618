import { provinces, urlOf } from '../local/province/provinces.ts';
import { Usage } from './output.ts';

/**
 * A province of the embedded run, with the address's own port: at another port than usual it says in its
 * trust list which it is.
 * @param given its name or address
 * @throws Usage
 */
export async function findLocalProvince(given: string) {
  const address = URL.parse(given);
  const named = provinces.find((one) => one.slug === given || urlOf(one) === address?.origin);
  if (named) return named;
  if (!address?.port) throw new Usage(`${given} is no province of the embedded run`);
  const compact = await (await fetch(`${address.origin}/trust-list`)).text();
  const claims = JSON.parse(Buffer.from(compact.split('.')[1] ?? '', 'base64url').toString());
  const found = provinces.find(({ code }) => code === claims.province?.code);
  if (!found) throw new Usage(`${given} is no province of the embedded run`);
  return { ...found, port: Number(address.port) };
}
