import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { StatusListId } from '../../shared/domain/ids.ts';
import { readBase64 } from '../../shared/formats/base64url.ts';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { readJws } from '../../shared/formats/jws.ts';
import {
  readStatusList,
  type StatusList,
  statusAt,
  statusListEntries,
  statusListType,
} from '../../shared/formats/status-list.ts';
import { maxStatusListBytes } from '../../shared/verify/file-kinds.ts';
import { findPublicFile } from '../public-file.ts';
import type { PublishedStatusList } from './settle-register.ts';

const primitives = makeNodePrimitives();

/** @throws Error when the list is not the province's own */
async function openList(compact: string, address: string, signer: Uint8Array): Promise<StatusList> {
  const jws = readJws(compact, { typ: statusListType, maxBytes: maxStatusListBytes });
  const { signature, signingText: data } = jws;
  const publicKey = readCertificate(signer).publicKey.raw;
  const check = { suite: 'ES256', publicKey, signature, data } as const;
  const list = await readStatusList(jws.payload, primitives);
  if (!(await primitives.verifySignature(check)) || list.address !== address) {
    throw new Error(`${address} is not what the province's status signer signed`);
  }
  return list;
}

/**
 * The province's status lists as they were published last, each checked against the status signer's key.
 * @param statusSigner its certificate, base64, as the directory has it
 */
export async function* readPublishedStatusLists(
  provinceUrl: string,
  statusSigner: string,
): AsyncGenerator<PublishedStatusList> {
  const index = await findPublicFile(`${provinceUrl}/status-lists`);
  const { status_lists: addresses } = JSON.parse(index ?? '{"status_lists":[]}') as {
    readonly status_lists: readonly string[];
  };
  for (const address of addresses) {
    const compact = await findPublicFile(address);
    if (compact === undefined) throw new Error(`${address} is named and not there`);
    const { bytes, bits } = await openList(compact, address, readBase64(statusSigner));
    const entries = [];
    for (let at = 0; at < statusListEntries; at += 1) {
      const status = statusAt(bytes, bits, at);
      if (status !== 0) entries.push({ index: at, status });
    }
    yield { id: address.slice(address.lastIndexOf('/') + 1) as StatusListId, entries };
  }
}
