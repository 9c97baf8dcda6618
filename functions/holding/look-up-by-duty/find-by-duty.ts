import type { AskedDutyCheck } from '../../../shared/api/duty-checks.ts';
import { toHolderText } from '../../../shared/domain/holder-code.ts';
import type { HolderDigest, LicenceId, LicenceTypeCode } from '../../../shared/domain/ids.ts';
import { type ConcernedHolders, coHoldersOf } from '../../../shared/domain/use-record.ts';
import type { ToldLicences } from '../../../shared/ports/field-checks.ts';
import type { HolderLicences } from '../../../shared/ports/holder-licences.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import { isIssued } from '../own-licence-answer.ts';

export interface FindByDutyPorts {
  readonly digests: KeyedDigests;
  readonly licences: Pick<HolderLicences, 'list' | 'findHead'>;
  /** Says who a licence's holders are, as digests. */
  readonly told: ToldLicences;
}

/** What a check by duty looks at, and whom that concerns. */
export interface FoundByDuty {
  /** What is counted as looked up: the holder's digest, or the licence's id. */
  readonly subject: string;
  readonly licences: readonly LicenceId[];
  /** The last of them, where there are more. */
  readonly next?: LicenceId;
  readonly concerned: ConcernedHolders;
}

/** So few that their holders, up to twenty each, are all written to in one transaction. */
const mostAtOnce = 4;
const pageSize = 100;

/** The holder's licences of the type, in the order of their ids, one more than are told. */
async function listOfType(
  { licences }: Pick<FindByDutyPorts, 'licences'>,
  holder: HolderDigest,
  of: { readonly type: LicenceTypeCode; readonly after?: LicenceId },
): Promise<readonly LicenceId[]> {
  const found: LicenceId[] = [];
  let { after } = of;
  do {
    const position = after === undefined ? {} : { after };
    const page = await licences.list({ holder, limit: pageSize, ...position });
    const fitting = page.heads.filter((head) => head.type === of.type && isIssued(head));
    found.push(...fitting.map(({ licenceId }) => licenceId));
    after = page.end;
  } while (after !== undefined && found.length <= mostAtOnce);
  return found.slice(0, mostAtOnce + 1);
}

async function heldBy({ told }: FindByDutyPorts, ids: readonly LicenceId[]) {
  const found = await Promise.all(ids.map((licenceId) => told.find({ licenceId })));
  return found.flatMap((one) =>
    one === undefined ? [] : [{ licenceId: one.licenceId, holders: one.holderDigests }],
  );
}

/** Finds what is asked for: a holder's licences of the type, or one licence of it. */
export async function findByDuty(
  ports: FindByDutyPorts,
  { holder, licenceId, type, after }: AskedDutyCheck,
): Promise<FoundByDuty> {
  if (holder === undefined) {
    const id = licenceId as LicenceId;
    const head = await ports.licences.findHead(id);
    const licences = head?.type === type && isIssued(head) ? [id] : [];
    const whole = (await heldBy(ports, licences)).flatMap(({ holders }) => holders);
    return { subject: id, licences, concerned: { whole } };
  }
  const digest = (await ports.digests.digest('holder', toHolderText(holder))) as HolderDigest;
  const position = after === undefined ? {} : { after };
  const found = await listOfType(ports, digest, { type, ...position });
  const licences = found.slice(0, mostAtOnce);
  const last = licences.at(-1);
  const whole = [digest];
  return {
    ...{ subject: digest, licences },
    ...(found.length > licences.length && last !== undefined ? { next: last } : {}),
    // also when nothing is found: that was looked for is the holder's to know
    concerned: { whole, partly: coHoldersOf(await heldBy(ports, licences), whole) },
  };
}
