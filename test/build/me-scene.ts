import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { openSession } from '../../cli/service-client.ts';
import { startWeb, type Web } from './start-web.ts';
import { type WebPages, watchPages } from './web-pages.ts';

export const counterId = 'shenyang-market-regulation-counter';
export const itemCode = '210102-0001';
export const words = '申请门店招牌设置（示例）';

/** What may stand in a licence and looks like more than text; unseen characters the service refuses itself. */
export const hostile = {
  markup: '<b onclick=alert(1)>张三</b>{{1+1}}',
  script: '<img src=x onerror="document.title=1"><script>document.title=1</script>',
  long: `很长的地址䶮${'沈河区示例街'.repeat(30)}`,
};

/** A holder's browser, the service, and a counter that asks. */
export interface MeScene {
  readonly origin: string;
  readonly identityOrigin: string;
  readonly context: BrowserContext;
  readonly pages: WebPages;
  /** A department issues a food permit to company 2. */
  issue(items?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  /** The PDF of a licence, as its department has it. */
  fetchFace(licenceId: string): Promise<Uint8Array>;
  /** What the counter is answered; it looks where it sends nothing. */
  asCounter(path: string, body?: object): Promise<Record<string, unknown>>;
  /** A second person's browser context. */
  openContext(): Promise<{ readonly context: BrowserContext; readonly pages: WebPages }>;
  close(): Promise<void>;
}

const company = { name: '沈阳美达餐饮管理有限公司（示例）', code: '91210102MA20FNR4XM' };

/** Starts the service and a browser, unless they are there. */
export async function openMeScene(given?: Web): Promise<MeScene> {
  const { service, browser, close } = given ?? (await startWeb());
  const origin = service.urlOf('liaoning');
  const identityOrigin = `http://127.0.0.1:${Number(new URL(origin).port) + 4}`;
  const as = (id: string) => openSession(service.client('liaoning', id));
  const post = async (id: string, path: string, body: object) =>
    (await as(id).call({ method: 'POST', path, body, idempotencyKey: randomUUID() })).body;
  const openContext = async () => {
    const context = await browser.browser.newContext({ locale: 'zh-CN' });
    return { context, pages: watchPages(context, [origin, identityOrigin]) };
  };
  return {
    ...{ origin, identityOrigin, openContext },
    ...(await openContext()),
    issue: (items = {}) =>
      post('shenyang-market-regulation-licences', '/v1/licences', {
        type: '11100000MB0341032Y902',
        seal: service.client('liaoning', 'shenyang-market-regulation-licences').seal,
        holders: [{ ...company, codeType: '001' }],
        items: {
          ...{ KZ_JYZMC: company.name, KZ_FDDBR: '胡刚杰（示例）', KZ_ZS: '示例街8号' },
          ...{ KZ_JYCS: '示例街8号1层', KZ_ZTYT: '餐饮服务经营者', KZ_JYXM: ['热食类食品制售'] },
          ...items,
        },
      }),
    fetchFace: async (licenceId) => {
      const call = { method: 'GET', path: `/v1/licences/${licenceId}/document` } as const;
      const { body } = await as('shenyang-market-regulation-licences').call(call);
      return new Uint8Array(await (await fetch(String(body['url']))).arrayBuffer());
    },
    asCounter: async (path, body) =>
      body === undefined
        ? (await as(counterId).call({ method: 'GET', path })).body
        : post(counterId, path, body),
    close,
  };
}

/** Signs in at the sample identity provider as whoever's button reads so. */
export async function signIn(page: Page, who: RegExp): Promise<void> {
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: who }).first().click();
  await page.locator('.signed-in').waitFor();
}

/** By the Tab key alone, to what is called so. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const focused = `(() => {
    const { activeElement: one } = document;
    if (one === document.body) return '';
    const label = one.labels?.[0]?.textContent ?? '';
    return [one.getAttribute('aria-label'), label, one.textContent].join(' ');
  })()`;
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate<string>(focused)).includes(name)) return;
  }
  throw new Error(`the Tab key does not lead to ${name}`);
}
