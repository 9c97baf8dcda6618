import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import { workListAnswer, workListQuery } from './work-list.ts';

/** What waits for a department's people. */
export const workListOperations: Operations = {
  'GET /v1/work-list': {
    id: 'listWork',
    tag: 'licences',
    summary: "What waits for the department's people, and until when it is in time",
    description:
      '待办清单：待复核的拟稿、待确认或暂停的批量任务、待制作或待启用的印章；各十个工作日。另列出尚未反映本部门变更的公开文件（状态列表、信任列表），七个工作日，由省平台运维处理。时限按工作日计算（含调休），期满前三个工作日预警（事件 `work.due-soon`）。\n\nTen working days each; of a public file (`publication`) that does not show a change of the department’s after a quarter of an hour, seven, and it is the province’s operators who see to it. By the calendar of the State Council; from three working days before the last one it is `due-soon`, after it `overdue`; systems are told once by the event `work.due-soon`. `provisional` where a year’s holidays are not announced yet. Longest waiting first.',
    query: workListQuery,
    answers: {
      200: {
        description: 'What waits 待办事项',
        content: {
          schema: named('WorkList', workListAnswer),
          example: {
            asOf: sample.issuedAt,
            counts: { overdue: 0, 'due-soon': 1, 'in-time': 0 },
            items: [
              {
                ...{ kind: 'approval', id: 'draft-0123456789abcdefghjkmnpqrs' },
                ...{ licenceType: sample.type, waitingSince: '2026-11-12T01:30:00.000Z' },
                ...{ warnFrom: '2026-11-23', dueOn: '2026-11-26', standing: 'due-soon' },
              },
            ],
            more: false,
          },
        },
      },
    },
  },
};
