import { Problem } from '../../problem/problem.ts';

/** Longest row, in characters: as much as one application may have. */
export const mostRowLength = 128 * 1024;
/** Columns of a table; a workbook has 16,384. */
export const mostColumns = 512;

/** That a row is longer than any application: what is in the file may be small, and come to that by repetition. */
export const rowTooLong = () => new Problem('malformed', { reason: 'row-too-long' });
