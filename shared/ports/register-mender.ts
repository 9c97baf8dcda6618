import type { LicenceId, Moment } from '../domain/ids.ts';

/**
 * Brings a licence's head and its place in the status list to what its entries say, where they came
 * from several Regions in pieces and in any order. Idempotent; only the Region that writes does it.
 */
export interface RegisterMender {
  /**
   * `whole`: the head was so already; `mended`; `moved`: somebody changed the licence meanwhile, do it
   * again; `waiting`: something of it has not arrived yet. A head that has ended is never brought back:
   * then it is an entry that is missing.
   */
  mend(id: LicenceId): Promise<'whole' | 'mended' | 'moved' | 'waiting'>;
  /** The same question without an answer in deeds; consistent. */
  isWhole(id: LicenceId): Promise<boolean>;
}

/** A licence to be looked at again, and since when. */
export interface MendMark {
  readonly licenceId: LicenceId;
  readonly at: Moment;
}

/**
 * Licences whose pieces may not fit yet, noted where they arrived: in a table of this Region alone,
 * for what is whole in one Region may be broken in the other. Durable; noting twice does no harm.
 */
export interface MendMarks {
  put(mark: MendMark): Promise<void>;
  clear(mark: MendMark): Promise<void>;
  /** Marks of that moment or earlier. */
  listUntil(at: Moment): Promise<readonly MendMark[]>;
}
