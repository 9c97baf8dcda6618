import { variables } from './variables.ts';

/** The Regions of a province, and where it is said which one writes. */
export interface WritingRegions {
  /** This one's short name. */
  readonly region: string;
  /** All of them; the first gives the journal of issuing its name, whichever writes. */
  readonly regions: readonly [string, ...string[]];
  /** Absent with one Region. */
  readonly lease?: { readonly table: string; readonly awsRegion: string };
  /** Used without a lease. */
  readonly epoch: number;
}

/**
 * @param regionName this Region's, where the function has to know it whatever there is to ask
 * @throws Error for an epoch that is none
 */
export function readWritingRegions(
  environment: Readonly<Record<string, string | undefined>>,
  regionName = environment[variables.regionName] ?? '',
): WritingRegions {
  const read = (name: keyof typeof variables) => environment[variables[name]];
  const [first = regionName, ...further] = (read('regionNames') ?? regionName).split(',');
  const [table, awsRegion] = [read('leaseTable'), read('leaseRegion')];
  const epoch = Number(read('writingEpoch') ?? 1);
  if (!Number.isSafeInteger(epoch) || epoch < 1) throw new Error('the writing epoch is no number');
  return {
    ...{ region: regionName, regions: [first, ...further], epoch },
    ...(table && awsRegion ? { lease: { table, awsRegion } } : {}),
  };
}
