import { hash } from 'node:crypto';
import type { AskedRetrieval } from '../../../shared/api/retrievals.ts';
import type { AuthorisationId } from '../../../shared/domain/authorisation.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { RetrievalRequestId } from '../../../shared/domain/retrieval-request.ts';
import { isShownCode, isSpokenCode } from '../../../shared/domain/show-code.ts';
import { timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import { refetchMilliseconds, type UseRecord } from '../../../shared/domain/use-record.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { FoundCode, Retrieval, Retrievals } from '../../../shared/ports/retrievals.ts';
import type { CodeFinder } from '../../../shared/ports/show-codes.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { makeCodeDigests } from '../code-digests.ts';
import type { WrittenAnswer } from '../keyed-request.ts';
import { nameVerifier } from '../name-verifier.ts';
import { type PresentLicencePorts, presentAgain, presentAll } from '../present-licence.ts';

export interface RetrieveLicencesPorts extends PresentLicencePorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly digests: KeyedDigests;
  readonly directory: Pick<Directory, 'findClient' | 'findDepartment'>;
  readonly retrievals: Retrievals;
  readonly log: Log;
}

/** A verifier's request, as its handler hands it over. */
export interface RetrievalCall {
  readonly client: ClientId;
  readonly idempotencyKey: string;
}

/** @throws Problem `code-not-usable` whatever the reason, `idempotency-mismatch` */
export type RetrieveLicences = (
  call: RetrievalCall,
  asked: AskedRetrieval,
) => Promise<WrittenAnswer>;

const digestOf = (text: string) => hash('sha256', text, 'base64url');
const notUsable = () => new Problem('code-not-usable');

/** What has no code's form leads to nothing, by the same way. */
function makeReadCode(digests: KeyedDigests) {
  const codes = makeCodeDigests(digests);
  return async (asked: AskedRetrieval, client: ClientId): Promise<CodeFinder> => {
    const { code = '', spokenCode, requestId } = asked;
    if (requestId !== undefined) return { requestId: requestId as RetrievalRequestId };
    if (spokenCode === undefined) return codes.ofShown(isShownCode(code) ? code : '');
    return codes.ofSpoken(isSpokenCode(spokenCode) ? spokenCode : '', client);
  };
}

/** What is asked for, without the code: a hash of nine digits could be reversed, so a MAC stands for it. */
function toRequestDigest(finder: CodeFinder, { purpose, itemCode }: AskedRetrieval): string {
  const by = Object.values(finder).join(' ');
  return digestOf([by, itemCode, purpose].join('\n'));
}

function toUse(
  id: string,
  found: FoundCode | undefined,
  of: Pick<UseRecord, 'at' | 'verifier' | 'purpose'>,
): UseRecord {
  const { id: authorisation, licences = [], madeBy } = found?.authorisation ?? {};
  return {
    ...{ id, kind: 'retrieval', licences, ...of },
    ...(authorisation === undefined ? {} : { authorisation }),
    ...(madeBy === undefined ? {} : { authorisedBy: madeBy.name }),
  };
}

/** What a code leads to; says so when wrong tries have just locked it. */
async function findCode(
  { retrievals, log }: RetrieveLicencesPorts,
  finder: CodeFinder,
  { at, client }: { readonly at: Moment; readonly client: ClientId },
): Promise<FoundCode | undefined> {
  const found = await retrievals.findCode(finder, at);
  if (found === undefined || !('locked' in found)) return found;
  log.note('spoken-code.locked', { client, showCode: found.locked });
  return undefined;
}

/** What a retrieval keeps of its leave. */
function toLeave(
  found: FoundCode | undefined,
): Pick<Retrieval, 'authorisation' | 'annotatedCopy' | 'holder'> {
  if (found === undefined) return { authorisation: '' as AuthorisationId, annotatedCopy: false };
  const { id: authorisation, annotatedCopy, holder } = found.authorisation;
  return { authorisation, annotatedCopy, holder: holder.digest };
}

/** The answer of a retrieval: the same bytes each time, of what is kept and of what is signed. */
async function toAnswer(ports: RetrieveLicencesPorts, retrieval: Retrieval): Promise<StoredAnswer> {
  const { use, authorisation, annotatedCopy } = retrieval;
  const kept = retrieval.answer ?? (await keepFirst(ports, retrieval));
  // all of it is another's by now
  if (kept.length === 0) throw notUsable();
  const presented = await presentAgain(ports, use, kept);
  const copies = `/v1/retrievals/${use.id}/annotated-copies`;
  const licences = annotatedCopy
    ? presented.map((one) => ({ ...one, annotatedCopy: `${copies}/${one.licenceId}` }))
    : presented;
  const told = { retrievalId: use.id, retrievedAt: toRfc3339(use.at) };
  return { status: 201, body: { ...told, authorisationId: authorisation, licences } };
}

/** Works the verdicts out; of several that do so at once, the first one's stay. */
async function keepFirst(ports: RetrieveLicencesPorts, retrieval: Retrieval) {
  return ports.retrievals.keepAnswer(
    retrieval,
    await presentAll(ports, retrieval.use, retrieval.holder),
  );
}

/** Gives the winner's answer again, for a while, as long as the leave stands. */
async function refetch(
  ports: RetrieveLicencesPorts,
  earlier: Retrieval,
  asked: { readonly requestDigest: string; readonly now: Moment },
): Promise<WrittenAnswer> {
  if (earlier.requestDigest !== asked.requestDigest) throw new Problem('idempotency-mismatch');
  const isOver = earlier.use.at + refetchMilliseconds <= asked.now;
  if (isOver || !(await ports.retrievals.stands(earlier.authorisation))) throw notUsable();
  return { answer: await toAnswer(ports, earlier), replayed: true };
}

/**
 * Retrieves licences with a holder's leave: the code is spent and the use written down in one
 * transaction, then what the leave names is presented, and nothing else. A retry of the one who spent it
 * gets the same answer. Everybody else gets what an unknown code gets, by the same calls.
 */
export function makeRetrieveLicences(ports: RetrieveLicencesPorts): RetrieveLicences {
  const { clock, retrievals, random } = ports;
  const readCode = makeReadCode(ports.digests);
  return async ({ client, idempotencyKey }, asked) => {
    const key = { client, keyDigest: digestOf(idempotencyKey) };
    const [finder, verifier] = await Promise.all([
      readCode(asked, client),
      nameVerifier(ports.directory, client),
    ]);
    const requestDigest = toRequestDigest(finder, asked);
    const at = clock.now();
    const earlier = await retrievals.find(key, at);
    if (earlier !== undefined) return refetch(ports, earlier, { requestDigest, now: at });
    const found = await findCode(ports, finder, { at, client });
    const id = toTimedId('retrieval', at, random(timedIdBytes));
    const purpose = { itemCode: asked.itemCode, words: asked.purpose };
    const use = toUse(id, found, { at, verifier, purpose });
    const retrieval = { ...key, requestDigest, use, ...toLeave(found) };
    const outcome = await retrievals.spend({ found, retrieval, at });
    if (outcome === 'spent') return { answer: await toAnswer(ports, retrieval), replayed: false };
    const raced = outcome === 'key-used' ? await retrievals.find(key, at) : undefined;
    if (raced === undefined) throw notUsable();
    return refetch(ports, raced, { requestDigest, now: at });
  };
}
