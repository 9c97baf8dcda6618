import * as z from 'zod';
import {
  bulkIssueAnswer,
  bulkIssueBody,
  bulkResultsAnswer,
  bulkTemplateQuery,
  changeBulkIssueBody,
  listBulkIssuesQuery,
  listedBulkIssuesAnswer,
} from './bulk-issues.ts';
import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

const jobIdText = 'Job id 任务标识.';

const taken = {
  jobId: 'bulk-0123456789abcdefghjkmnpqrs',
  operation: 'issue',
  type: sample.type,
  seal: sample.seal,
  start: 'on-word',
  format: 'csv',
  state: 'checking',
  createdAt: sample.issuedAt,
  createdBy: sample.client,
  changedAt: sample.issuedAt,
};

const running = {
  ...taken,
  state: 'running',
  startedAt: sample.changedAt,
  encoding: 'gb18030',
  check: {
    rows: 1000,
    rejected: 2,
    repeated: 1,
    reasons: { 'check-digit': 1, date: 1 },
    faults: [
      { row: 31, field: '持证主体代码', reason: 'check-digit' },
      { row: 43, field: '颁发日期', reason: 'date' },
    ],
  },
  counts: { rows: 1000, queued: 600, issued: 397, rejected: 2, repeated: 1 },
  pace: { rowsPerSecond: 98.4, secondsLeft: 7 },
};

const jobSchema = named('BulkIssue', bulkIssueAnswer);

const writing: Operations = {
  'POST /v1/bulk-issues': {
    id: 'takeBulkIssue',
    tag: 'bulk',
    summary: 'Takes a file whose rows are to be issued, and checks it',
    description:
      '批量颁发：文件先校验（预览前 100 处错误及各类错误数量），再按指令或立即颁发。文件至多 100 万行、500 MB，CSV（UTF-8 或 GB18030）、XLSX 或 JSON Lines。\n\n' +
      'Upload the file before (`POST /v1/uploads`, purpose `bulk`). Equal rows are recognised, in the file and in files of the same department brought before: such a row is issued once, for ever. ' +
      '`convert` is for licences issued before on paper or elsewhere: they keep their number and dates. ' +
      '`renew` 延续 gives licences that there are another term, each by the identifier of its present version: a file that comes again renews nothing twice. ' +
      '`change-state` changes licences that there are, by a file or by a query; a query means licences by when they came into force, when they end, and their seal, and `renew` takes one as well. ' +
      'More than twenty changes, and jobs of types that want a second person, wait once checked (`approval`) for another client that may approve.',
    keyed: true,
    body: {
      schema: named('BulkIssueRequest', bulkIssueBody),
      example: {
        operation: 'issue',
        type: sample.type,
        seal: sample.seal,
        upload: 'upload-0123456789abcdefghjkmnpqrs',
        format: 'csv',
        start: 'on-word',
      },
    },
    answers: {
      201: {
        description: 'Taken, being checked 已受理，校验中',
        content: { schema: jobSchema, example: taken },
        headers: ['Location'],
      },
    },
    problems: [
      'issuer-not-entitled',
      'idempotency-in-flight',
      'seal-not-enabled',
      'state-conflict',
    ],
  },
  'POST /v1/bulk-issues/{id}/state-changes': {
    id: 'changeBulkIssue',
    tag: 'bulk',
    summary: 'Starts, approves, pauses, resumes or cancels a job',
    description:
      '开始、核准、暂停、恢复或取消。已颁发的证照不受取消影响，并列于结果文件。需双人办理的任务由另一客户端核准后开始。\n\n' +
      'Rows at work when a job is paused are brought to their end. A job with `approval` is started by another client than the one that brought it, with the right to approve: ' +
      'what it saw of the job does not change any more, and where `fileDigest` is sent it has to be that of the job. Once approved it is resumed like any other.',
    keyed: true,
    path: { id: jobIdText },
    body: { schema: named('BulkIssueChange', changeBulkIssueBody), example: { to: 'running' } },
    answers: {
      200: { description: 'Changed 已变更', content: { schema: jobSchema, example: running } },
    },
    problems: ['same-client', 'idempotency-in-flight', 'state-conflict'],
  },
};

const reading: Operations = {
  'GET /v1/bulk-issues': {
    id: 'listBulkIssues',
    tag: 'bulk',
    summary: "Lists the department's own jobs, newest first",
    description: '列出本部门的批量任务，最新在前。',
    query: listBulkIssuesQuery,
    answers: {
      200: {
        description: 'One page 一页',
        content: {
          schema: named('BulkIssuePage', listedBulkIssuesAnswer),
          example: { jobs: [taken] },
        },
      },
    },
  },
  'GET /v1/bulk-issues/{id}': {
    id: 'showBulkIssue',
    tag: 'bulk',
    summary: 'Shows a job: what checking found, how far it is, how fast it goes',
    description: '查看任务：校验结果、进度、速度和预计剩余时间。',
    path: { id: jobIdText },
    answers: {
      200: { description: 'The job 任务', content: { schema: jobSchema, example: running } },
    },
  },
  'GET /v1/bulk-issues/{id}/results': {
    id: 'showBulkResults',
    tag: 'bulk',
    summary: 'Leads to the result file, also while the job runs',
    description:
      '结果文件：与原文件同格式，逐行附证照编号、证照标识、处理结果和原因；改正未通过的行后可原样再次上传。\n\n' +
      'Ask again while it is not current.',
    path: { id: jobIdText },
    answers: {
      200: {
        description: 'The result as far as the job is 结果',
        content: {
          schema: named('BulkResults', bulkResultsAnswer),
          example: {
            jobId: taken.jobId,
            format: 'csv',
            isCurrent: true,
            file: {
              url: 'https://files.example/result?sig=1',
              sizeBytes: 311_204,
              madeAt: sample.changedAt,
              expiresAt: '2026-11-22T03:30:00.000Z',
            },
          },
        },
      },
      202: {
        description: 'The first result is being made 正在生成',
        content: {
          schema: named('BulkResultsToCome', bulkResultsAnswer),
          example: { jobId: taken.jobId, format: 'csv', isCurrent: false },
        },
      },
    },
    problems: ['state-conflict'],
  },
  'GET /v1/licence-types/{code}/bulk-template': {
    id: 'showBulkTemplate',
    tag: 'bulk',
    summary: 'The empty table that licences of a type are issued from',
    description:
      '下载批量颁发模板：栏目名称、填写要求、允许取值和示例。\n\nThe two rows below the names may stay in the file.',
    path: { code: 'Licence type code 证照类型代码.' },
    query: bulkTemplateQuery,
    answers: {
      200: {
        description: 'The table 模板',
        content: {
          mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          schema: z.string().meta({ format: 'binary' }),
          example: 'PK…',
        },
        otherwise: {
          mediaType: 'text/csv; charset=utf-8',
          schema: z.string(),
          example: '持证主体名称,持证主体代码类型,持证主体代码…',
        },
      },
    },
  },
};

/** Issuing by the hundred thousand. */
export const bulkIssueOperations: Operations = { ...writing, ...reading };
