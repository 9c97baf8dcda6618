import type { AskedShowCode, ShowCodeAnswer } from '../../../shared/api/authorisations.ts';
import {
  type Authorisation,
  type AuthorisationId,
  authorisationStateAt,
  partiesOf,
} from '../../../shared/domain/authorisation.ts';
import type { ClientId, HolderDigest, Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import {
  type ShowCode,
  type ShowCodeId,
  shownCodeMilliseconds,
  spokenCodeMilliseconds,
  toShowCodeAddress,
} from '../../../shared/domain/show-code.ts';
import { isTimedId, timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import { toBase64url } from '../../../shared/formats/base64url.ts';
import type { Authorisations } from '../../../shared/ports/authorisations.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type {
  IdempotencyRecords,
  KeyedRequest,
  StoredAnswer,
} from '../../../shared/ports/idempotency.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { ShowCodeWriter } from '../../../shared/ports/show-codes.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { type CodeDigests, makeCodeDigests } from '../code-digests.ts';
import {
  answerOnce,
  type HolderCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';

export interface MakeShowCodePorts {
  readonly provinceUrl: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly digests: KeyedDigests;
  readonly authorisations: Pick<Authorisations, 'find'>;
  readonly directory: Pick<Directory, 'findClient'>;
  readonly records: IdempotencyRecords;
  readonly writer: ShowCodeWriter;
}

export type MakeShowCode = (call: HolderCall, asked: AskedShowCode) => Promise<WrittenAnswer>;

/** What is kept of an answer: the seed, from which only our key makes the code again. */
interface KeptAnswer {
  readonly showCodeId: string;
  readonly authorisationId: string;
  readonly expiresAt: string;
  readonly seed: string;
  /** Of a spoken code: the two digits that find it. */
  readonly finding?: string;
}

const seedBytes = 16;
/** How often other codes may stand under the two digits that were drawn. */
const mostTries = 20;

async function findOwn(
  { authorisations }: MakeShowCodePorts,
  text: string,
  party: HolderDigest,
): Promise<Authorisation> {
  const isId = isTimedId('authorisation', text);
  const found = isId ? await authorisations.find(text as AuthorisationId) : undefined;
  if (found !== undefined && partiesOf(found).includes(party)) return found;
  throw invalid('/authorisationId', 'unknown');
}

async function readCounter(
  { directory }: MakeShowCodePorts,
  counter: string | undefined,
): Promise<ClientId | undefined> {
  if (counter === undefined) return undefined;
  const client = await directory.findClient(counter as ClientId);
  const mayRetrieve = client?.state === 'active' && client.scopes.includes('licences:retrieve');
  if (!mayRetrieve) throw invalid('/counter', 'unknown');
  return client.id;
}

/** A code that is about to be made: nothing here is secret. */
interface NewCode {
  readonly code: ShowCode;
  readonly kept: KeptAnswer;
}

function toNewCode(
  { random }: MakeShowCodePorts,
  authorisation: Authorisation,
  { now, counter }: { readonly now: Moment; readonly counter: ClientId | undefined },
): NewCode {
  const life = counter === undefined ? shownCodeMilliseconds : spokenCodeMilliseconds;
  const id = toTimedId('show-code', now, random(timedIdBytes)) as ShowCodeId;
  const expiresAt = Math.min(now + life, authorisation.until) as Moment;
  const { id: authorisationId } = authorisation;
  const finding = [...random(2)].map((byte) => String(byte % 10)).join('');
  return {
    code: {
      ...{ id, authorisation: authorisationId, madeAt: now, expiresAt, tries: 0 },
      ...(counter === undefined ? {} : { counter }),
    },
    kept: {
      ...{ showCodeId: id, authorisationId, expiresAt: toRfc3339(expiresAt) },
      seed: toBase64url(random(seedBytes)),
      ...(counter === undefined ? {} : { finding }),
    },
  };
}

/** The code itself, made of what is kept. */
function makeTell({ provinceUrl }: MakeShowCodePorts, codes: CodeDigests) {
  return async ({ seed, finding, ...told }: KeptAnswer): Promise<ShowCodeAnswer> =>
    finding === undefined
      ? { ...told, address: toShowCodeAddress(provinceUrl, await codes.makeShown(seed)) }
      : { ...told, spokenCode: await codes.makeSpoken(seed, finding) };
}

function requireActive(authorisation: Authorisation, now: Moment): void {
  const state = authorisationStateAt(authorisation, now);
  if (state !== 'active') throw new Problem('state-conflict', { reason: `authorisation-${state}` });
}

/** What the code that was just made is found by. */
function findBy(codes: CodeDigests, told: ShowCodeAnswer, counter: ClientId | undefined) {
  const { address = '', spokenCode = '' } = told;
  if (counter !== undefined) return codes.ofSpoken(spokenCode, counter);
  return codes.ofShown(address.slice(address.indexOf('#') + 1));
}

/** Who asks for a code, and for whom it is. */
interface Drawing {
  readonly key: KeyedRequest;
  readonly counter: ClientId | undefined;
  readonly now: Moment;
}

/** Draws codes until one stands under digits that are free. */
function makeDraw(ports: MakeShowCodePorts, codes: CodeDigests) {
  const tell = makeTell(ports, codes);
  const drawOnce = async (authorisation: Authorisation, { key, counter, now }: Drawing) => {
    const { code, kept } = toNewCode(ports, authorisation, { now, counter });
    const finder = await findBy(codes, await tell(kept), counter);
    const answer: StoredAnswer = { status: 201, body: { ...kept } };
    const outcome = await ports.writer.keep({ code, finder, authorisation, key, answer });
    return outcome === 'kept' ? answer : outcome;
  };
  return async (authorisation: Authorisation, drawing: Drawing) => {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const drawn = await drawOnce(authorisation, drawing);
      if (drawn === 'not-active') throw new Problem('state-conflict', { reason: drawn });
      if (drawn !== 'taken') return drawn;
    }
    throw new Problem('service-unavailable', { retryAfterSeconds: 5 });
  };
}

/**
 * Makes a code for a leave that holds: shown, 128 bits for a minute; or spoken, nine digits for one
 * counter for five. It is kept as a MAC only; a repeated request makes the same code again from its seed.
 * @throws Problem `request-invalid`, `state-conflict`, `idempotency-mismatch`
 */
export function makeMakeShowCode(ports: MakeShowCodePorts): MakeShowCode {
  const codes = makeCodeDigests(ports.digests);
  const draw = makeDraw(ports, codes);
  const tell = makeTell(ports, codes);
  return async (call, asked) => {
    const now = ports.clock.now();
    const key = toKeyedRequest(call, now);
    const written = await answerOnce(ports.records, { key, now }, async () => {
      const authorisation = await findOwn(ports, asked.authorisationId, call.holder.digest);
      requireActive(authorisation, now);
      const counter = await readCounter(ports, asked.counter);
      return draw(authorisation, { key, counter, now });
    });
    const body = await tell(written.answer.body as unknown as KeptAnswer);
    return { ...written, answer: { ...written.answer, body } };
  };
}
