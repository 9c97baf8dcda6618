import type { SealStateChange } from '../../../shared/api/seals.ts';
import type { Caller } from '../../../shared/domain/client.ts';
import type { Moment, SealId } from '../../../shared/domain/ids.ts';
import { readRfc3339, toSeconds } from '../../../shared/domain/moment.ts';
import { invalid, readText } from '../../../shared/domain/reading.ts';
import type { Seal, SealEntry } from '../../../shared/domain/seal.ts';
import {
  checkSealActor,
  checkSealState,
  maySeeSeal,
  type SealStepAsked,
  sealAsOf,
  sealSteps,
} from '../../../shared/domain/seal-state.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type {
  KeyedSealRequest,
  SealAddition,
  SealRequests,
  Seals,
  SealWriter,
} from '../../../shared/ports/seals.ts';
import type { KeyMaker } from '../../../shared/ports/signing-keys.ts';
import type { UnsettledKeys } from '../../../shared/ports/unsettled-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { findEarlier, toSealRequest } from '../seal-request.ts';
import type { SealOutcome } from '../seal-response.ts';
import type { MakeSeal } from './make-seal.ts';
import type { SettleKey } from './settle-key.ts';

export interface ChangeSealStatePorts {
  readonly seals: Pick<Seals, 'find'>;
  readonly writer: Pick<SealWriter, 'append'>;
  readonly requests: SealRequests;
  readonly keyMaker: Pick<KeyMaker, 'enable'>;
  readonly makeSeal: MakeSeal;
  readonly settleKey: SettleKey;
  readonly unsettled: Pick<UnsettledKeys, 'mark' | 'clear'>;
  readonly clock: Clock;
}

export interface ChangeSealStateCommand {
  readonly id: string;
  readonly caller: Caller;
  readonly request: KeyedSealRequest;
  readonly change: SealStateChange;
}

export type ChangeSealState = (command: ChangeSealStateCommand) => Promise<SealOutcome>;

const maxReasonLength = 500;

/** @throws Problem `not-found` where there is none, or none that the caller may know of */
async function findSeal(ports: ChangeSealStatePorts, command: ChangeSealStateCommand) {
  const seal = await ports.seals.find(command.id as SealId);
  if (seal === undefined || !maySeeSeal(seal, command.caller)) throw new Problem('not-found');
  return seal;
}

/**
 * What is asked for; a compromise counts from a whole second on, as what is signed does.
 * @throws Problem `request-invalid` for a compromise in the future, or with another step
 */
function toAsked({ change }: ChangeSealStateCommand, now: Moment): SealStepAsked {
  const { to, compromisedFrom } = change;
  if (compromisedFrom === undefined) return { to };
  if (!sealSteps[to].reasoned) throw invalid('/compromisedFrom', 'not-allowed');
  const from = toSeconds(readRfc3339(compromisedFrom, '/compromisedFrom')) * 1000;
  if (from > now) throw invalid('/compromisedFrom', 'future');
  return { to, compromisedFrom: from as Moment };
}

/** @throws Problem `request-invalid` where a reason is missing or not fit to be shown */
function toEntry(
  ports: ChangeSealStatePorts,
  command: ChangeSealStateCommand,
  seal: Seal,
): SealEntry {
  const { to, reason } = command.change;
  const at = ports.clock.now();
  const { compromisedFrom } = toAsked(command, at);
  if (reason === undefined && sealSteps[to].reasoned) throw invalid('/reason', 'required');
  return {
    seq: (seal.entries.at(-1)?.seq ?? 0) + 1,
    ...{ state: to, at, by: command.caller.clientId },
    ...(compromisedFrom === undefined ? {} : { compromisedFrom }),
    ...(reason === undefined ? {} : { reason: readText(reason, '/reason', maxReasonLength) }),
  };
}

/** What has to be there before the entry is: a made seal's key and certificate, an enabled seal's key switched on. */
async function prepare(
  ports: ChangeSealStatePorts,
  seal: Seal,
  { state }: SealEntry,
): Promise<Pick<SealAddition, 'making'>> {
  if (state === 'made') {
    const making = await ports.makeSeal(seal);
    // On that day the clock switches the key off: what has ended signs no more.
    await ports.unsettled.mark(seal.id, making.validUntil);
    return { making };
  }
  if (state === 'enabled' && 'making' in seal) await ports.keyMaker.enable(seal.making.keyId);
  return {};
}

/** A failed write may have landed: the key follows whatever is recorded now, as far as it can be reached. */
async function append(
  ports: ChangeSealStatePorts,
  { id, entry, addition }: { id: SealId; entry: SealEntry; addition: SealAddition },
) {
  try {
    return await ports.writer.append(id, entry, addition);
  } catch (error) {
    await ports.settleKey(id).catch(() => undefined);
    throw error;
  }
}

/** @throws Problem `state-conflict`; a seal that is there already gets its key settled first */
async function checkState(
  ports: ChangeSealStatePorts,
  seal: Seal,
  command: ChangeSealStateCommand,
) {
  const { to } = command.change;
  if (seal.state === to) await ports.settleKey(seal.id);
  const now = ports.clock.now();
  checkSealState(seal, toAsked(command, now), now);
}

/**
 * Takes a seal one step on. Order of work: enabling switches the key on and then records, so an
 * enabled seal can sign; suspending and cancelling record and then switch the key off, so issuing,
 * which reads the state again, stops at once. A repetition with the same key completes whatever was
 * left undone; so does the clock, by the mark that is set before the first step and taken away after
 * the last.
 */
export function makeChangeSealState(ports: ChangeSealStatePorts): ChangeSealState {
  const replay = async (command: ChangeSealStateCommand): Promise<SealOutcome | undefined> => {
    const earlier = await findEarlier(ports.requests, command.request, ports.clock.now());
    if (earlier === undefined) return undefined;
    await ports.settleKey(earlier.seal);
    const seal = await findSeal(ports, command);
    return { seal: sealAsOf(seal, earlier.seq), replayed: true };
  };
  return async (command) => {
    const seal = await findSeal(ports, command);
    const replayed = await replay(command);
    if (replayed) return replayed;
    checkSealActor(seal, command.change.to, command.caller);
    await checkState(ports, seal, command);
    const entry = toEntry(ports, command, seal);
    const request = toSealRequest(command.request, ports.clock.now());
    const mark = await ports.unsettled.mark(seal.id, entry.at);
    const addition = { ...(await prepare(ports, seal, entry)), request };
    const outcome = await append(ports, { id: seal.id, entry, addition });
    await ports.settleKey(seal.id);
    await ports.unsettled.clear(mark).catch(() => undefined);
    if (outcome === 'appended') {
      return { seal: sealAsOf(await findSeal(ports, command), entry.seq), replayed: false };
    }
    const raced = await replay(command);
    if (raced) return raced;
    throw new Problem('state-conflict', { reason: 'seal-moved' });
  };
}
