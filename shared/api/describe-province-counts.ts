import { named, type Operations } from './operation.ts';
import { provinceCountsAnswer, provinceCountsQuery } from './province-counts.ts';
import { sample } from './sample-values.ts';

/** What the whole province did. */
export const provinceCountsOperations: Operations = {
  'GET /v1/province-counts': {
    id: 'countProvince',
    tag: 'events',
    summary: 'What was done to licences in a month by every department, by type',
    description:
      '全省按月统计：各部门、各证照类型的签发与状态变化数量，供省级管理与审计使用；不含任何个人信息。\n\nSome departments a page, in the order of their codes; `next` goes on as `cursor`. Counted from the rows that each department sees in its own counts, summed over its seals.',
    query: provinceCountsQuery,
    answers: {
      200: {
        description: 'One row for each department and type with acts in that month 统计',
        content: {
          schema: named('ProvinceCounts', provinceCountsAnswer),
          example: {
            month: '2026-11',
            counts: [
              {
                ...{ department: sample.department, licenceType: sample.type },
                acts: { issued: 1204, superseded: 31, withdrawn: 2 },
              },
            ],
          },
        },
      },
    },
  },
};
