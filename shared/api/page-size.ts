import * as z from 'zod';

/** Most entries on a page of a list. */
const maxPageSize = 100;
const usualPageSize = 50;

/** Which page: `next` of the page before. */
export const cursor = z.string().max(512).optional();

/** Most entries on the page, and how many unless asked. */
export const pageSize = (usual = usualPageSize) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .transform(Number)
    .refine((limit) => limit <= maxPageSize, { params: { code: 'too-large' } })
    .default(usual);

/** How a list is asked for in pages. */
export const pageQuery = z.strictObject({ cursor, limit: pageSize() });
export type PageQuery = z.output<typeof pageQuery>;
