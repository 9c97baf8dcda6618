import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskScene, openDeskScene } from '../build/desk-scene.ts';
import { tabTo } from '../build/me-scene.ts';
import { findOverflow, findTooSmall, findViolations } from '../build/web-pages.ts';

let scene: DeskScene;
let maker: Page;

beforeAll(async () => {
  scene = await openDeskScene();
  maker = await scene.at('maker');
});
afterAll(() => scene.close());

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

describe('a department’s licences on its desk', () => {
  it('are listed with their states, and searched by type and state', async () => {
    await maker.locator('.rows .standing', { hasText: '有效' }).first().waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await maker.getByLabel('状态', { exact: true }).selectOption('deregistered');
    await press(maker, '查询');
    await maker.getByText('没有符合条件的证照').waitFor();
    await maker.getByLabel('状态', { exact: true }).selectOption('valid');
    await press(maker, '查询');
    await maker.locator('.rows .row').first().waitFor();
    await press(maker, '打开');
    await maker.getByText('这不是完整的证照标识').waitFor();
    expect(await findViolations(maker)).toEqual([]);
  });

  it('open with face, versions and history, and lead to the sealed document', async () => {
    await maker.locator('.rows .row').first().click();
    await maker.locator('.face .qr path').waitFor();
    await maker.locator('.face img.seal').waitFor();
    await maker.locator('.history li').first().waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await press(maker, '生成签章版式文件（PDF）');
    const link = maker.getByRole('link', { name: '打开签章版式文件' });
    await link.waitFor();
    const file = await fetch(String(await link.getAttribute('href')));
    expect(file.headers.get('content-type')).toContain('application/pdf');
  });

  it('change their state on a legal basis, by the keyboard alone', async () => {
    await press(maker, '核对');
    await maker.locator('.errors a').nth(2).waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await tabTo(maker, '请选择变更后的状态');
    await maker.keyboard.press('Enter');
    await maker.keyboard.press('ArrowDown');
    await tabTo(maker, '法律依据');
    await maker.keyboard.insertText('《示例法》第一条');
    await tabTo(maker, '理由');
    await maker.keyboard.insertText('示例：调查期间暂停使用');
    await tabTo(maker, '核对');
    await maker.keyboard.press('Enter');
    await maker.locator('.confirmation').waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await tabTo(maker, '确认变更');
    await maker.keyboard.press('Enter');
    await maker.locator('.history li', { hasText: '《示例法》第一条' }).waitFor();
    expect(await maker.locator('.standing').first().textContent()).toBe('暂停使用');
  });

  it('fit in elder mode, in English, in the dark and at twice the size', async () => {
    await press(maker, '长辈版');
    expect(await findTooSmall(maker)).toEqual([]);
    expect(await findOverflow(maker)).toEqual([]);
    await press(maker, '标准版');
    await press(maker, 'English');
    await maker.setViewportSize({ width: 320, height: 700 });
    await maker.emulateMedia({ colorScheme: 'dark' });
    expect(await findOverflow(maker)).toEqual([]);
    expect(await findViolations(maker)).toEqual([]);
    await maker.setViewportSize({ width: 1280, height: 900 });
    await maker.emulateMedia({ colorScheme: 'light' });
    await press(maker, '中文');
  });

  it('can be read and not changed by an auditor', async () => {
    const auditor = await scene.at('auditor');
    await auditor.getByText('只读岗位').waitFor();
    await auditor.locator('.rows .row').first().click();
    await auditor.locator('.face .qr path').waitFor();
    expect(await auditor.getByText('变更状态').count()).toBe(0);
    expect(await findViolations(auditor)).toEqual([]);
  });
});

it('asked nobody but the province and its identity provider', () => {
  expect(scene.strays()).toEqual([]);
});
