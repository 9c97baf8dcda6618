import { complaintAnswer, complaintBody, complaintsAnswer, ownComplaint } from './complaints.ts';
import { named, type Operations } from './operation.ts';
import { pageQuery } from './page-size.ts';
import { sample } from './sample-values.ts';

const complaintId = 'complaint-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk';
const useId = 'retrieval-01kk2v8m4x7z9qw3r5t6y8b1c2d3f4g5h6jk';
const words = '我没有到该窗口办理过业务（示例）';
const own = { complaintId, useId, words, madeAt: sample.changedAt };
const purpose = { itemCode: '210102-0001', words: '申请门店招牌设置（示例）' };
const told = { ...own, usedAt: sample.changedAt, client: sample.client, purpose };
const said = { words: '经查，属经办人误操作，已更正（示例）', at: sample.changedAt };

/** What holders have against uses of their licences. */
export const complaintOperations: Operations = {
  'POST /v1/me/uses/{id}/complaints': {
    id: 'complain',
    tag: 'holders',
    summary: 'Complains about a use: its department hears of it and answers',
    description: '对一次使用提出异议，由使用方所属部门答复。每次使用限提一次。',
    keyed: true,
    path: { id: 'Number of the use 用证编号.' },
    body: { schema: named('NewComplaint', complaintBody), example: { words } },
    answers: {
      201: {
        description: 'The complaint 用证异议',
        content: { schema: named('OwnComplaint', ownComplaint), example: own },
      },
    },
    problems: ['state-conflict'],
  },
  'GET /v1/complaints': {
    id: 'listComplaints',
    tag: 'retrievals',
    summary: "Lists what holders have against the department's uses, newest first",
    description: '列出持证主体对本部门用证提出的异议，最新在前。',
    query: pageQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('ComplaintPage', complaintsAnswer),
          example: { complaints: [told] },
        },
      },
    },
  },
  'POST /v1/complaints/{id}/answers': {
    id: 'answerComplaint',
    tag: 'retrievals',
    summary: 'Answers a complaint; the holder reads it beside the use',
    description: '答复用证异议，持证主体可在使用记录中看到。限答复一次。',
    keyed: true,
    path: { id: 'Complaint id 异议标识.' },
    body: { schema: named('NewComplaintAnswer', complaintBody), example: { words: said.words } },
    answers: {
      201: {
        description: 'The complaint with its answer 用证异议及答复',
        content: {
          schema: named('AnsweredComplaint', complaintAnswer),
          example: { ...told, answer: said },
        },
      },
    },
    problems: ['state-conflict'],
  },
};
