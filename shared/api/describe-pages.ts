import * as z from 'zod';
import type { Operation, Operations } from './operation.ts';

/** A page or a part of one: text for a browser. */
const toPage = (
  operation: Pick<Operation, 'id' | 'summary' | 'description' | 'path'>,
  mediaType: string,
): Operation => ({
  ...operation,
  tag: 'public files',
  answers: {
    200: {
      description: 'For a browser 页面',
      content: { mediaType, schema: z.string(), example: '…' },
      headers: ['ETag'],
    },
    304: { description: 'Not modified 未变化', headers: ['ETag'] },
  },
  problems: ['not-found'],
});

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

/** Pages for people. */
export const pageOperations: Operations = {
  'GET /counter': toPage(
    {
      id: 'openCounter',
      summary: 'The counter: verification in the page, with and without network',
      description: '窗口核验页面：在本机核验，断网可用。',
    },
    html,
  ),
  'GET /q': toPage(
    {
      id: 'openCheck',
      summary: 'What the code on paper opens: verified in the page',
      description: '公众核验页面：扫描证照二维码打开，内容在 `#` 之后，不发送到服务器。',
    },
    html,
  ),
  'GET /r': toPage(
    {
      id: 'openShowCode',
      summary: 'What a show code opens on a camera that is no counter: says what it is for',
      description:
        '用手机相机扫描亮证码打开：说明亮证码的用途；亮证码在 `#` 之后，不发送到服务器，也不会被使用。',
    },
    html,
  ),
  'GET /desk': toPage(
    {
      id: 'openDesk',
      summary: "A department's desk: licences, seals, types, batches, events",
      description: '部门工作台：经办、复核、审计人员登录后办理证照、电子印章和批量业务。',
    },
    html,
  ),
  'GET /developers': toPage(
    {
      id: 'openDevelopers',
      summary: 'This document as a page, and the sandbox',
      description: '开发者页面：接口说明与沙箱样例。',
    },
    html,
  ),
  'GET /me': toPage(
    {
      id: 'openMe',
      summary: "A holder's own page: licences, leave, uses, delegation",
      description: '持证主体页面：我的证照、授权、使用记录、委托代办。',
    },
    html,
  ),
  'GET /a': toPage(
    {
      id: 'openRequest',
      summary: "What a counter's request opens: leads to the holder's own page",
      description:
        '扫描窗口的请求二维码打开，转入持证主体页面；请求编号在 `#` 之后，不发送到服务器。',
    },
    html,
  ),
  'GET /counter-worker.js': toPage(
    {
      id: 'fetchCounterWorker',
      summary: 'Keeps the counter for when there is no network',
      description: '窗口核验页面的离线脚本。',
    },
    script,
  ),
  'GET /pages/{file}': toPage(
    {
      id: 'fetchPageFile',
      summary: 'A script or style of the pages',
      description: '页面的脚本和样式。',
      path: { file: 'Name of the file.' },
    },
    script,
  ),
};
