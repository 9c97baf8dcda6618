import {
  type AgreedType,
  type Agreement,
  findOverlap,
  isLasting,
  maxAgreedTypes,
  readAgreedTypes,
  readAgreement,
} from '../../shared/domain/agreement.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { readLicenceTypeCode } from '../../shared/domain/licence-type-code.ts';
import { readRfc3339 } from '../../shared/domain/moment.ts';
import { gather, invalid, readObject } from '../../shared/domain/reading.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Draft, DraftingPorts } from './drafting.ts';

/** @throws Problem `not-found` */
async function findAgreement({ directory }: DraftingPorts, id: string): Promise<Agreement> {
  const agreement = await directory.findAgreement(id);
  if (!agreement) throw new Problem('not-found');
  return agreement;
}

/** @throws Problem `state-conflict` */
function refuseOverlap(types: readonly AgreedType[]): void {
  if (types.length > maxAgreedTypes) throw new Problem('state-conflict', { reason: 'too-many' });
  if (findOverlap(types)) throw new Problem('state-conflict', { reason: 'agreement-overlaps' });
}

/**
 * A new recognition agreement 互认协议.
 * @throws Problem `request-invalid`, also for a province that is not recognised; `state-conflict` for an
 * id that was ever used
 */
export function draftAgreement(given: unknown): Draft {
  return async ({ directory, clock }) => {
    const after = readAgreement(given, clock.now());
    const province = await directory.findProvince(after.province);
    if (province?.state !== 'recognised') throw invalid('/province', 'unknown');
    if (await directory.findAgreement(after.id)) {
      throw new Problem('state-conflict', { reason: 'agreement-exists' });
    }
    refuseOverlap(after.types);
    return { kind: 'agreement', act: 'conclude-agreement', after };
  };
}

/**
 * Further types under an agreement.
 * @throws Problem `not-found`, `request-invalid`, `state-conflict` where it would overlap what is agreed
 */
export function draftAgreementExtension(id: string, given: unknown): Draft {
  return async (ports) => {
    const source = readObject(given, '', ['types']);
    const before = await findAgreement(ports, id);
    const types = [...before.types, ...readAgreedTypes(source['types'], ports.clock.now())];
    refuseOverlap(types);
    return { kind: 'agreement', act: 'extend-agreement', before, after: { ...before, types } };
  };
}

interface End {
  readonly type?: string;
  readonly until: Moment | 'on-confirmation';
}

function readEnd(given: unknown): End {
  const source = readObject(given, '', ['type', 'until']);
  return gather<End>({
    type: () =>
      source['type'] === undefined
        ? (undefined as never)
        : readLicenceTypeCode(source['type'], '/type'),
    until: () =>
      source['until'] === undefined ? 'on-confirmation' : readRfc3339(source['until'], '/until'),
  });
}

/** What has not begun by then never begins. */
function ended(one: AgreedType, until: End['until']): AgreedType {
  return typeof until === 'number' && until < one.from
    ? { ...one, until: one.from }
    : { ...one, until };
}

/**
 * Ends the recognition of one type, or of all, at a moment that lies ahead; without one, at the moment
 * of its confirmation.
 * @throws Problem `not-found`, also for a type that is not recognised any more; `request-invalid`; `state-conflict`
 */
export function draftAgreementEnd(id: string, given: unknown): Draft {
  return async (ports) => {
    const { type, until } = readEnd(given);
    const before = await findAgreement(ports, id);
    const now = ports.clock.now();
    if (until !== 'on-confirmation' && until < now) {
      throw new Problem('state-conflict', { reason: 'end-passed' });
    }
    const isMeant = (one: AgreedType) =>
      isLasting(one, now) && (type === undefined || one.type === type);
    if (!before.types.some(isMeant)) throw new Problem('not-found', { reason: 'agreed-type' });
    const types = before.types.map((one) => (isMeant(one) ? ended(one, until) : one));
    return { kind: 'agreement', act: 'end-agreement', before, after: { ...before, types } };
  };
}
