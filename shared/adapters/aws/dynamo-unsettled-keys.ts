import { randomUUID } from 'node:crypto';
import type { SealId } from '../../domain/ids.ts';
import type { UnsettledKeys, UnsettledMark } from '../../ports/unsettled-keys.ts';
import { type DynamoMarksOptions, makeDatedMarks } from './dynamo-dated-marks.ts';

const toDated = ({ at, seal, token }: UnsettledMark) => ({ at, about: [seal, token] });

/** Marks in the seals' table, in order of when they are due: `unsettled` · `<moment>#<seal id>#<token>`. */
export function makeDynamoUnsettledKeys(options: DynamoMarksOptions): UnsettledKeys {
  const marks = makeDatedMarks(options, 'unsettled');
  return {
    async mark(seal, at) {
      const mark = { seal, at, token: randomUUID() };
      await marks.put(toDated(mark));
      return mark;
    },
    clear: (mark) => marks.clear(toDated(mark)),
    listSince: async (until) =>
      (await marks.listUntil(until)).map(({ at, about: [seal = '', token = ''] }) => ({
        seal: seal as SealId,
        at,
        token,
      })),
  };
}
