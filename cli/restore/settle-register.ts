import type { LicenceId, Moment, StatusListId } from '../../shared/domain/ids.ts';
import { toCarefulStatus } from '../../shared/domain/restored-status.ts';
import type { RestoredRegister } from '../../shared/ports/restored-register.ts';
import type { StatusEntries, StatusEntry } from '../../shared/ports/status-entries.ts';

/** A status list as it was published last, with its signature checked; only what is not 0. */
export interface PublishedStatusList {
  readonly id: StatusListId;
  readonly entries: readonly StatusEntry[];
}

export interface SettleRegisterPorts {
  readonly register: RestoredRegister;
  readonly statusEntries: StatusEntries;
  readonly published: () => AsyncIterable<PublishedStatusList>;
}

/** What was done, and what people have to do. */
export interface SettledRegister {
  readonly sequences: number;
  readonly closed: readonly StatusListId[];
  readonly opened: readonly StatusListId[];
  /** Entries that the restored register had lost, and has again. */
  readonly entriesPut: number;
  /** Licences whose state in the register is not what their list says: to be changed again by their departments. */
  readonly toChange: readonly { readonly licenceId: LicenceId; readonly status: number }[];
}

const ordinalDigits = 6;

/** `north-000007` → `north`, 7. */
function toParts(list: StatusListId): readonly [region: string, ordinal: number] {
  const at = list.lastIndexOf('-');
  return [list.slice(0, at), Number(list.slice(at + 1))];
}

/** For each Region a list behind all that ever were. */
function toNextLists(lists: Iterable<StatusListId>): StatusListId[] {
  const newest = new Map<string, number>();
  for (const list of lists) {
    const [region, ordinal] = toParts(list);
    newest.set(region, Math.max(ordinal, newest.get(region) ?? 0));
  }
  return [...newest].map(
    ([region, ordinal]) =>
      `${region}-${String(ordinal + 1).padStart(ordinalDigits, '0')}` as StatusListId,
  );
}

/** Puts what the published list says and the register has lost. */
async function putLostEntries(
  { register, statusEntries }: SettleRegisterPorts,
  { id, entries }: PublishedStatusList,
): Promise<ReadonlyMap<number, number>> {
  const restored = new Map<number, number>();
  for await (const { index, status } of statusEntries.entriesOf(id)) restored.set(index, status);
  const put = new Map<number, number>();
  for (const { index, status } of entries) {
    const careful = toCarefulStatus(restored.get(index) ?? 0, status);
    if (careful === undefined) continue;
    await register.putStatus(id, { index, status: careful });
    put.set(index, careful);
  }
  return put;
}

/** Whose places got an entry that the register had lost. */
async function findChanged(
  register: RestoredRegister,
  put: ReadonlyMap<string, number>,
): Promise<SettledRegister['toChange']> {
  const changed = new Map<LicenceId, number>();
  for await (const { licenceId, statusList, statusIndex } of register.places()) {
    const status = put.get(`${statusList} ${statusIndex}`);
    if (status !== undefined) changed.set(licenceId, status);
  }
  return [...changed].map(([licenceId, status]) => ({ licenceId, status }));
}

/**
 * Makes a restored register safe to write to: no place in a status list and no running number that may
 * have been given in the time that was lost is given again, and no published end of a licence is undone
 * (`threats.md` R12). Begun again it goes on; numbers are then passed over once more.
 * @param skip how many licences may have been issued in the time that was lost, at most
 */
export async function settleRegister(
  ports: SettleRegisterPorts,
  { skip, now }: { readonly skip: number; readonly now: Moment },
): Promise<SettledRegister> {
  const { register, statusEntries, published } = ports;
  const lists = new Set(await statusEntries.listStatusLists());
  const put = new Map<string, number>();
  for await (const list of published()) {
    lists.add(list.id);
    await register.open(list.id, now);
    for (const [index, status] of await putLostEntries(ports, list)) {
      put.set(`${list.id} ${index}`, status);
    }
  }
  for (const list of lists) await register.close(list);
  const opened = toNextLists(lists);
  for (const list of opened) await register.open(list, now);
  let sequences = 0;
  for await (const { name, leased } of register.sequences()) {
    await register.raise(name, leased + skip);
    sequences += 1;
  }
  const toChange = await findChanged(register, put);
  return { sequences, closed: [...lists], opened, entriesPut: put.size, toChange };
}
