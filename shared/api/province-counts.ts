import * as z from 'zod';
import { countsQuery } from './webhooks.ts';

const usualPageSize = 50;
const maxPageSize = 100;

/** Query of `GET /v1/province-counts`: some departments at once. */
export const provinceCountsQuery = countsQuery.extend({
  cursor: z.string().max(18).exactOptional(),
  limit: z.coerce.number().int().min(1).max(maxPageSize).default(usualPageSize),
});
export type ProvinceCountsQuery = z.output<typeof provinceCountsQuery>;

export const provinceCountsAnswer = z.object({
  month: z.string(),
  counts: z.array(
    z.object({
      department: z.string(),
      licenceType: z.string(),
      acts: z.record(z.string(), z.int()),
    }),
  ),
  next: z.string().exactOptional(),
});
export type ProvinceCountsAnswer = z.output<typeof provinceCountsAnswer>;
