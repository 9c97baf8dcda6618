import type { LicenceId } from '../../domain/ids.ts';
import type { MendMark, MendMarks } from '../../ports/register-mender.ts';
import { type DynamoMarksOptions, makeDatedMarks } from './dynamo-dated-marks.ts';

const toDated = ({ at, licenceId }: MendMark) => ({ at, about: [licenceId] });

/** Marks in this Region's own table, of which no other Region has a copy: `to-mend` · `<moment>#<licence id>`. */
export function makeDynamoMendMarks(options: DynamoMarksOptions): MendMarks {
  const marks = makeDatedMarks(options, 'to-mend');
  return {
    put: (mark) => marks.put(toDated(mark)),
    clear: (mark) => marks.clear(toDated(mark)),
    listUntil: async (until) =>
      (await marks.listUntil(until)).map(({ at, about: [licenceId = ''] }) => ({
        at,
        licenceId: licenceId as LicenceId,
      })),
  };
}
