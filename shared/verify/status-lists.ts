import type { StatusList } from '../formats/status-list.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { andThen } from './and-then.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { DatedEvidence, Evidence } from './evidence.ts';
import type { MaybePromise } from './primitives.ts';
import type { Realm } from './realm.ts';
import type { Reason } from './reasons.ts';
import { judgeFile, type OpenedFile, type OpenSignedFile } from './signed-files.ts';

/** Which status list, under which trust list. */
export interface StatusListQuestion {
  readonly trustList: TrustList;
  readonly realm: Realm;
  readonly address: string;
  readonly nowSeconds: number;
  readonly maxAgeSeconds: number;
}

export type FindStatusList = (
  question: StatusListQuestion,
) => MaybePromise<DatedEvidence<StatusList>>;

const maxMarks = 10_000;
/** Lists kept whole; each has 64 KB of entries. */
const maxHeld = 256;
const idPattern = /^[0-9A-Za-z-]{1,64}$/;

/**
 * Closes the search for status lists over the opening of files: at an address of the province, signed
 * by a status signer that its trust list names, saying that it is the list at that address. Keeps the
 * latest `iat` seen of each list: an earlier one never stands. The latest answers instead, as long as it
 * is kept and good; otherwise it is `status-list-rolled-back`.
 */
export function makeFindStatusList(open: OpenSignedFile<StatusList>): FindStatusList {
  const latest = new BoundedCache<string, number>(maxMarks);
  const held = new BoundedCache<string, OpenedFile<StatusList>>(maxHeld);

  const findHeld = (question: StatusListQuestion): Evidence<StatusList> | undefined => {
    const request = { ...question, ...question.realm, path: '' };
    const { value } = judgeFile('status-list', held.get(question.address), request);
    if (value === undefined || findFault(value, question) !== undefined) return undefined;
    return { value: value.content };
  };

  const judge = (
    file: OpenedFile<StatusList>,
    question: StatusListQuestion,
  ): Evidence<StatusList> => {
    const fault = findFault(file, question);
    if (fault !== undefined) return { reason: fault };
    const { content } = file;
    if (question.realm.isPast) return { value: content };
    const seen = latest.get(question.address) ?? 0;
    if (content.issuedAt < seen) {
      return findHeld(question) ?? { reason: 'status-list-rolled-back' };
    }
    if (content.issuedAt > seen) {
      latest.put(question.address, content.issuedAt);
      held.put(question.address, file);
    }
    return { value: content };
  };

  return (question) => {
    const { trustList, realm, address, nowSeconds, maxAgeSeconds } = question;
    const { endpoints } = trustList;
    const id = findId(endpoints.statusLists, address);
    if (id === undefined) return { reason: 'status-list-elsewhere' };
    const path = `status-lists/${id}`;
    const request = { ...realm, address, path, nowSeconds, maxAgeSeconds };
    return andThen(open(request), (file) => {
      if (file.value !== undefined) return judge(file.value, question);
      const { reason, ended } = file;
      return ended === undefined ? { reason } : (findHeld(question) ?? toEnded(ended, question));
    });
  };
}

/** Good no more; as of when it was is told, if it was the list meant. */
function toEnded(
  file: OpenedFile<StatusList>,
  question: StatusListQuestion,
): DatedEvidence<StatusList> {
  const reason = findFault(file, question);
  return reason === undefined ? { reason: 'status-list-stale', ended: file.content } : { reason };
}

/** Why this is not the list at that address, signed by whom the trust list names. */
function findFault(
  { content, signer }: OpenedFile<StatusList>,
  { trustList, address }: StatusListQuestion,
): Reason | undefined {
  if (!trustList.statusSigners.includes(signer.certificateDigest)) return 'status-list-untrusted';
  const { issuer = trustList.provinceUrl } = content;
  const isMeant = content.address === address && issuer === trustList.provinceUrl;
  return isMeant ? undefined : 'status-list-mismatch';
}

/** The one plain segment below the endpoint: no other host, no `..`, no query. */
function findId(endpoint: string, address: string): string | undefined {
  if (!address.startsWith(endpoint) || address[endpoint.length] !== '/') return undefined;
  const id = address.slice(endpoint.length + 1);
  return idPattern.test(id) ? id : undefined;
}
