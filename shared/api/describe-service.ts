import * as z from 'zod';
import { healthAnswer, problemPageAnswer, versionAnswer } from './about-service.ts';
import { named, type Operations } from './operation.ts';

/** What the service says of itself. */
export const serviceOperations: Operations = {
  'GET /openapi.json': {
    id: 'showApi',
    tag: 'service',
    summary: 'This document',
    description: '本接口文档（OpenAPI 3.1）。',
    answers: {
      200: {
        description: 'The document 文档',
        content: {
          schema: named('ApiDocument', z.looseObject({ openapi: z.string() })),
          example: { openapi: '3.1.0' },
        },
        headers: ['ETag'],
      },
      304: { description: 'Not modified 未变化', headers: ['ETag'] },
    },
  },
  'GET /problems/{code}': {
    id: 'explainProblem',
    tag: 'service',
    summary: 'Says what a refusal means and what to do',
    description:
      '解释拒绝代码的含义和处理办法，按 `Accept-Language` 给出中文或英文。\n\nHTML unless JSON is asked for.',
    path: { code: 'The end of the `type` of a problem document.' },
    answers: {
      200: {
        description: 'The explanation 说明',
        content: {
          mediaType: 'text/html; charset=utf-8',
          schema: z.string(),
          example: '<!doctype html><html lang="zh-Hans"><title>未找到</title></html>',
        },
        otherwise: {
          schema: named('ProblemPage', problemPageAnswer),
          example: {
            code: 'not-found',
            status: 404,
            title: 'There is no such thing here',
            meaning: 'Nothing is found at this address for this caller.',
            whatToDo: 'Check the address and the identifier in it.',
          },
        },
        headers: ['ETag'],
      },
      304: { description: 'Not modified 未变化', headers: ['ETag'] },
    },
    problems: ['not-found', 'not-acceptable'],
  },
  'GET /healthz': {
    id: 'checkHealth',
    tag: 'service',
    summary: 'Says that the service answers, and its time',
    description: '服务是否应答及其时间；不检查任何依赖。',
    answers: {
      200: {
        description: 'It answers 正常',
        content: {
          schema: named('Health', healthAnswer),
          example: { status: 'ok', time: '2026-11-22T03:04:17.658Z' },
        },
      },
    },
  },
  'GET /version': {
    id: 'showVersion',
    tag: 'service',
    summary: 'Says which version of the service this is',
    description: '服务的名称、版本和构建来源。',
    answers: {
      200: {
        description: 'The version 版本',
        content: {
          schema: named('Version', versionAnswer),
          example: { name: 'yinzheng', version: '0.1.0' },
        },
      },
    },
  },
};
