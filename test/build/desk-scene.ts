import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { openHolderSession } from '../../cli/holder-session.ts';
import { openSession } from '../../cli/service-client.ts';
import { toApplicationBody } from './licences.ts';
import { counterId, itemCode, signIn } from './me-scene.ts';
import { startWeb, type Web } from './start-web.ts';
import { type WebPages, watchPages } from './web-pages.ts';

/** Who there is at the sample desks, by what their button at the identity provider reads. */
export const deskStaff = {
  maker: /周敏/,
  checker: /郑凯/,
  auditor: /何静/,
  landMaker: /罗斌/,
  landChecker: /谢芳/,
  sealMaker: /唐磊/,
  governorOne: /韩雪/,
  governorTwo: /冯超/,
  clerk: /宋佳/,
} as const;
export type DeskPerson = keyof typeof deskStaff;

/** The service, a browser, and a desk for whoever signs in. */
export interface DeskScene {
  readonly origin: string;
  /** A desk of a browser context of its own, with that person signed in; the same one each time. */
  at(person: DeskPerson): Promise<Page>;
  /** What pages did that they must not. */
  readonly strays: () => readonly string[];
  /** A title that waits for a second person, made by the land office's maker past the page. */
  draftTitle(): Promise<{ readonly place: string }>;
  /** A holder complains about a check that the market regulation's counter made. */
  complain(words: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts the service and a browser, unless they are there. */
export async function openDeskScene(given?: Web): Promise<DeskScene> {
  const { service, browser, close } = given ?? (await startWeb());
  const origin = service.urlOf('liaoning');
  const identityOrigin = `http://127.0.0.1:${Number(new URL(origin).port) + 4}`;
  const opened: WebPages[] = [];
  const desks = new Map<DeskPerson, Promise<Page>>();
  const open = async (person: DeskPerson) => {
    const context: BrowserContext = await browser.browser.newContext({ locale: 'zh-CN' });
    const pages = watchPages(context, [origin, identityOrigin]);
    opened.push(pages);
    const page = await pages.open('/desk');
    await signIn(page, deskStaff[person]);
    await page.locator('nav.tabs').waitFor();
    return page;
  };
  return {
    origin,
    at(person) {
      const desk = desks.get(person) ?? open(person);
      desks.set(person, desk);
      return desk;
    },
    strays: () => opened.flatMap(({ strays }) => strays),
    async draftTitle() {
      const maker = openSession(service.client('liaoning', 'dalian-natural-resources-maker'));
      const { body } = await maker.call({ method: 'GET', path: '/v1/seals?state=enabled' });
      const [seal] = body['seals'] as { readonly id: string }[];
      const sample = toApplicationBody('realEstateTitle');
      const number = '辽（2026）大连市不动产权第0000001号';
      const application = { ...sample, number, seal: seal?.id };
      const call = { method: 'POST', path: '/v1/licences', body: application } as const;
      await maker.call({ ...call, idempotencyKey: randomUUID() });
      return { place: String((sample['items'] as Record<string, unknown>)['KZ_ZL']) };
    },
    complain: (words) => complainAbout(service, words),
    close,
  };
}

/** A counter compares what it was told of a holder's licence, and the holder has something against it. */
async function complainAbout(service: Web['service'], words: string): Promise<void> {
  const province = service.urlOf('liaoning');
  const holder = await openHolderSession({ province, account: 'company-2' });
  const { body: own } = await holder({ method: 'GET', path: '/v1/me/licences' });
  const [licence] = own['licences'] as { readonly identifier: string }[];
  const counter = openSession(service.client('liaoning', counterId));
  const { body: check } = await counter.call({
    ...{ method: 'POST', path: '/v1/field-checks', idempotencyKey: randomUUID() },
    body: {
      licence: { identifier: licence?.identifier },
      ...{ holder: { name: '示例' }, purpose: { itemCode, words: '示例' } },
    },
  });
  const path = `/v1/me/uses/${check['fieldCheckId']}/complaints`;
  await holder({ method: 'POST', path, body: { words }, idempotencyKey: randomUUID() });
}
