import * as z from 'zod';

const maxPageSize = 100;
const usualPageSize = 50;

/** How a list is asked for in pages: `next` of the page before, and most entries on the page. */
export const pageQuery = z.strictObject({
  cursor: z.string().max(256).optional(),
  limit: z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .transform(Number)
    .refine((limit) => limit <= maxPageSize, { params: { code: 'too-large' } })
    .default(usualPageSize),
});
export type PageQuery = z.output<typeof pageQuery>;
