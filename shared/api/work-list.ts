import * as z from 'zod';
import { workKinds, workStandings } from '../domain/work-item.ts';

/** Query of `GET /v1/work-list`: there is nothing to ask. */
export const workListQuery = z.strictObject({});

const count = z.int();

/** What waits for a department's people. */
export const workListAnswer = z.object({
  asOf: z.string(),
  counts: z.object({ overdue: count, 'due-soon': count, 'in-time': count }),
  items: z.array(
    z.object({
      kind: z.enum(workKinds),
      id: z.string(),
      licenceType: z.string().exactOptional(),
      waitingSince: z.string(),
      warnFrom: z.string(),
      dueOn: z.string(),
      standing: z.enum(workStandings),
      provisional: z.literal(true).exactOptional(),
    }),
  ),
  more: z.boolean(),
});
export type WorkListAnswer = z.output<typeof workListAnswer>;
