import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkPath } from '../build/bulk-files.ts';
import { type DeskScene, openDeskScene } from '../build/desk-scene.ts';
import { tabTo } from '../build/me-scene.ts';
import { makeSampleProvince } from '../build/province-pki.ts';
import { findOverflow, findTooSmall, findViolations } from '../build/web-pages.ts';

/** Two good rows, and one whose holder's code is none. */
function fewRows(): Buffer {
  const [header, ...rows] = readFileSync(bulkPath('food-clean.csv'), 'utf8').split(/\r?\n/);
  const bad = String(rows[2]).replace(/9[0-9A-Z]{17}/, '91210102MA20FNR4XX');
  return Buffer.from([header, rows[0], rows[1], bad].join('\n'));
}

let scene: DeskScene;
let maker: Page;

beforeAll(async () => {
  scene = await openDeskScene();
  maker = await scene.at('maker');
});
afterAll(() => scene.close());

const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
const press = (page: Page | Locator, name: string) =>
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
    await press(maker, '查找');
    await maker.locator('.errors a', { hasText: '请填写完整的证照标识或证照编号' }).waitFor();
    expect(await findViolations(maker)).toEqual([]);
  });

  it('are found by number, by identifier and by their holder', async () => {
    const number = String(await maker.locator('.rows .row').first().textContent());
    const find = async (what: string) => {
      await maker.getByLabel('查找内容').fill(what);
      await press(maker, '查找');
    };
    await find(number);
    await maker.getByRole('heading', { name: '查找结果' }).waitFor();
    const row = maker.locator('.rows .row');
    await expect.poll(() => row.allTextContents()).toEqual([number]);
    await row.click();
    const fact = maker.locator('.facts > div', { hasText: '证照标识' }).locator('dd');
    const identifier = String(await fact.textContent());
    await tab(maker, '证照');
    await find(`${number}0`);
    await maker.getByText('没有符合条件的证照').waitFor();
    await find(identifier);
    await maker.locator('.face .qr path').waitFor();
    await tab(maker, '证照');
    await maker.getByLabel('查找依据').selectOption('持证主体 · 统一社会信用代码');
    await find('91210102MA20FNR4XX');
    await maker.locator('.errors a', { hasText: '校验位' }).waitFor();
    await find('91210102ma20fnr4xm');
    await maker.locator('.rows .standing').first().waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await press(maker, '返回全部证照');
    await maker.getByLabel('状态', { exact: true }).selectOption('valid');
    await press(maker, '查询');
    await row.first().waitFor();
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

describe('issuing one licence on the desk', () => {
  it('asks for what the type’s definition says, and leads to what is missing', async () => {
    await tab(maker, '办证');
    await maker.getByLabel('证照类型').selectOption('食品经营许可证');
    await maker.getByLabel('经营者名称').waitFor();
    await press(maker, '核对');
    await maker.locator('.errors a', { hasText: '请填写“主体业态”' }).click();
    expect(await maker.evaluate('document.activeElement.id')).toBe('issue-items-KZ_ZTYT');
    expect(await findViolations(maker)).toEqual([]);
    await maker.setViewportSize({ width: 320, height: 700 });
    expect(await findOverflow(maker)).toEqual([]);
    await maker.setViewportSize({ width: 1280, height: 900 });
  });

  it('shows what the service finds wrong at its field, then issues', async () => {
    const company = '沈阳美达餐饮管理有限公司（示例）';
    await maker.getByLabel('名称（姓名）').fill(company);
    await maker.getByLabel('证件号码').fill('91210102MA20FNR4XX');
    await maker.getByLabel('经营者名称').fill(company);
    await maker.getByLabel('法定代表人').fill('胡刚杰（示例）');
    await maker.getByLabel('住所').fill('示例街8号');
    await maker.getByLabel('经营场所').fill('示例街8号1层');
    await maker.getByLabel('主体业态').selectOption('餐饮服务经营者');
    await maker.getByLabel('热食类食品制售').check();
    await press(maker, '核对');
    await maker.locator('.confirmation .face').waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await press(maker, '确认颁发');
    await maker.locator('.errors a').first().click();
    expect(await maker.evaluate('document.activeElement.id')).toBe('issue-holders-0-code');
    await maker.getByLabel('证件号码').fill('91210102MA20FNR4XM');
    await press(maker, '核对');
    await press(maker, '确认颁发');
    await maker.getByRole('heading', { name: '证照已颁发。' }).waitFor();
    await press(maker, '打开证照');
    await maker.locator('.face', { hasText: '胡刚杰（示例）' }).waitFor();
  });
});

describe('the next version of a licence on the desk', () => {
  it('shows what changes before it is made, and is refused nothing to change', async () => {
    await press(maker, '制作新版本');
    await maker.getByLabel('事项').selectOption('变更');
    await maker.getByLabel('法律依据').fill('《示例法》第二条');
    await maker.getByLabel('理由').fill('示例：法定代表人变更');
    await press(maker, '核对');
    await maker.locator('.errors a', { hasText: '没有修改任何内容' }).waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await maker.getByLabel('法定代表人').fill('金小明（示例）');
    await press(maker, '核对');
    await maker
      .locator('.confirmation .facts', { hasText: '胡刚杰（示例） → 金小明（示例）' })
      .waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await press(maker, '确认制作');
    await press(maker, '打开证照');
    await maker.locator('.face', { hasText: '金小明（示例）' }).waitFor();
    await maker.locator('.face', { hasText: '沈阳美达餐饮管理有限公司（示例）' }).waitFor();
    await maker.locator('.history li', { hasText: '《示例法》第二条' }).first().waitFor();
    await maker.locator('.facts > div', { hasText: '前一版本' }).waitFor();
  });

  it('renews without anything to change', async () => {
    await press(maker, '制作新版本');
    await press(maker, '核对');
    await maker.locator('.errors a').nth(2).waitFor();
    await maker.getByLabel('事项').selectOption('延续');
    await maker.getByLabel('法律依据').fill('《中华人民共和国行政许可法》第五十条');
    await maker.getByLabel('理由').fill('示例：届满前申请延续');
    await press(maker, '核对');
    await maker.getByText('照面内容不变。').waitFor();
    await press(maker, '确认制作');
    await press(maker, '打开证照');
    await maker.locator('.history li', { hasText: '延续' }).first().waitFor();
  });
});

describe('two people on the desk', () => {
  it('issue a licence of a type that asks for both, as the second one saw it', async () => {
    const made = await scene.draftTitle();
    const own = await scene.at('landMaker');
    await tab(own, '复核');
    await own.locator('.rows .row').first().click();
    await own.getByText('须由另一岗位复核').waitFor();
    expect(await own.getByRole('button', { name: '通过并颁发' }).count()).toBe(0);
    const checker = await scene.at('landChecker');
    await tab(checker, '待办');
    await checker.locator('.figures .in-time', { hasText: '1 期限内' }).waitFor();
    expect(await findViolations(checker)).toEqual([]);
    await checker.getByRole('button', { name: '复核证照 · 不动产权证书' }).click();
    await checker.locator('.face', { hasText: made.place }).waitFor();
    await press(checker, '退回');
    await press(checker, '确认退回');
    await checker.locator('.errors a').waitFor();
    expect(await findViolations(checker)).toEqual([]);
    await press(checker, '取消');
    await press(checker, '通过并颁发');
    expect(await findViolations(checker)).toEqual([]);
    await press(checker, '确认通过');
    await checker.getByText('已通过，证照已颁发。').waitFor();
    await tab(checker, '证照');
    await checker.locator('.rows .standing', { hasText: '有效' }).first().waitFor();
    expect(await checker.getByRole('button', { name: '办证' }).count()).toBe(0);
  });

  it('and a third one bring a seal into use', async () => {
    await tab(maker, '印章');
    await press(maker, '核对');
    await maker.locator('.errors a').waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await maker.getByLabel('印章名称').fill('示例业务专用章');
    await press(maker, '核对');
    await press(maker, '确认申请');
    const row = (of: Page) => of.getByRole('button', { name: '示例业务专用章' });
    await row(maker).click();
    await maker.locator('img.seal').waitFor();
    expect(await maker.getByRole('button', { name: '启用印章' }).count()).toBe(0);
    const sealMaker = await scene.at('sealMaker');
    await sealMaker.getByLabel('所属部门').selectOption('沈阳市市场监督管理局（示例）');
    await row(sealMaker).click();
    await press(sealMaker, '制作印章');
    expect(await findViolations(sealMaker)).toEqual([]);
    await press(sealMaker, '确认办理');
    await sealMaker.locator('.history li', { hasText: '已制作' }).waitFor();
    const checker = await scene.at('checker');
    await tab(checker, '印章');
    await row(checker).click();
    await press(checker, '启用印章');
    await press(checker, '确认办理');
    await checker.locator('.history li', { hasText: '启用' }).waitFor();
    await press(checker, '停用印章');
    await press(checker, '确认办理');
    await checker.locator('.errors a').waitFor();
    expect(await findViolations(checker)).toEqual([]);
    await checker.getByLabel('理由').fill('示例：密钥可能外泄');
    await checker.getByLabel('密钥可能泄露，自').fill('2026-11-01T08:30');
    await press(checker, '确认办理');
    await checker.locator('.history li', { hasText: '2026/11/01 08:30' }).waitFor();
    expect(await findViolations(checker)).toEqual([]);
  });

  it('have a seal made anew whose key may be in other hands', async () => {
    await tab(maker, '印章');
    await maker.getByRole('button', { name: '示例业务专用章' }).click();
    await maker.getByLabel('重制原因').selectOption('密钥泄露');
    await press(maker, '核对');
    expect(await findViolations(maker)).toEqual([]);
    await press(maker, '确认申请重制');
    await maker.getByText('已申请重制').waitFor();
    await tab(maker, '印章');
    const remade = maker.locator('.rows > li', { hasText: '已申请' });
    await remade.getByRole('button', { name: '示例业务专用章' }).click();
    await maker.locator('.facts > div', { hasText: '重制自' }).getByText('密钥泄露').waitFor();
  });

  it('see each use of a seal', async () => {
    const auditor = await scene.at('auditor');
    await tab(auditor, '印章');
    await auditor.locator('.rows .row').filter({ hasNotText: '示例业务' }).first().click();
    await auditor.locator('.uses li').first().waitFor();
    expect(await findViolations(auditor)).toEqual([]);
  });
});

describe('a list of several pages', () => {
  const lists = /\/v1\/(?:licence-types|seals)\?/;

  it('says when there is more, and is read to its end where something is chosen from it', async () => {
    const auditor = await scene.at('auditor');
    const known = await fetch(`${scene.origin}/v1/licence-types?limit=100`);
    const { licenceTypes } = (await known.json()) as { readonly licenceTypes: readonly unknown[] };
    const asked: string[] = [];
    await auditor.context().route(lists, async (route) => {
      asked.push(route.request().url());
      await route.continue({ url: route.request().url().replace('limit=100', 'limit=1') });
    });
    await tab(auditor, '证照');
    // and what stands there while none is chosen
    const options = auditor.getByLabel('证照类型', { exact: true }).locator('option');
    await expect.poll(() => options.count()).toBe(licenceTypes.length + 1);
    expect(asked.length).toBeGreaterThanOrEqual(licenceTypes.length);
    await tab(auditor, '印章');
    const rows = auditor.locator('.rows .row');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    await press(auditor, '更多');
    await expect.poll(() => rows.count()).toBe(2);
    await auditor.context().unroute(lists);
  });
});

describe('a file of licences on the desk', () => {
  it('is uploaded, checked and looked at before anything is issued', async () => {
    await tab(maker, '批量');
    await press(maker, '上传并检查');
    await maker.locator('.errors a').nth(1).waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await maker.getByLabel('证照类型').selectOption('食品经营许可证');
    await maker.locator('#bulk-file').setInputFiles({
      ...{ name: 'food.csv', mimeType: 'text/csv', buffer: fewRows() },
    });
    await press(maker, '上传并检查');
    await maker.getByRole('heading', { name: '检查结果' }).waitFor();
    await maker.locator('.standing', { hasText: '待开始' }).waitFor();
    await maker.getByText(/第 4 行/).waitFor();
    expect(await findViolations(maker)).toEqual([]);
  });

  it('shows how far it is, what became of its rows, and how to go on with the others', async () => {
    await press(maker, '开始办理');
    await press(maker, '确认开始');
    await maker.locator('.standing', { hasText: '已完成' }).waitFor();
    await maker.getByText('已办理 3 / 3 行').waitFor();
    await press(maker, '生成结果文件');
    const link = maker.getByRole('link', { name: '下载结果文件' });
    await link.waitFor();
    expect((await fetch(String(await link.getAttribute('href')))).status).toBe(200);
    expect(await findViolations(maker)).toEqual([]);
    const results = await fetch(String(await link.getAttribute('href')));
    await press(maker, '更正后重新上传');
    await maker.locator('.rows .standing', { hasText: '已完成' }).waitFor();
    const corrected = (await results.text()).replace('91210102MA20FNR4XX', '91210102MA20FNR4XM');
    await maker.getByLabel('证照类型').selectOption('食品经营许可证');
    await maker.locator('#bulk-file').setInputFiles({
      ...{ name: 'corrected.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) },
    });
    await press(maker, '上传并检查');
    await press(maker, '开始办理');
    await press(maker, '确认开始');
    await maker.locator('.standing', { hasText: '已完成' }).waitFor();
    const count = (name: string) =>
      maker.locator('.facts > div', { hasText: name }).locator('dd').first().textContent();
    await expect.poll(() => count('已颁发')).toBe('1');
    expect(await count('重复的行')).toBe('2');
  });

  it('or instead of it the licences that a query finds, for whatever a batch can do', async () => {
    await tab(maker, '批量');
    for (const [operation, columns] of [
      ['存量换发', 'convert'],
      ['变更状态', 'change-state'],
      ['延续', 'renew'],
    ] as const) {
      await maker.getByLabel('办理内容').selectOption(operation);
      await maker.getByLabel('证照类型').selectOption('食品经营许可证');
      const template = maker.getByRole('link', { name: '下载填写模板' });
      expect(await template.getAttribute('href')).toContain(`operation=${columns}`);
    }
    await maker.getByLabel('证照范围').selectOption('按条件');
    await press(maker, '查出并检查');
    await maker.locator('.errors a').nth(1).waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await maker.getByLabel('有效期止，至').fill('2031-12-31');
    await maker.getByLabel('法律依据').fill('《中华人民共和国行政许可法》第五十条');
    await maker.getByLabel('理由').fill('示例：集中延续');
    await press(maker, '查出并检查');
    await maker.locator('.standing', { hasText: '待开始' }).waitFor();
    await maker.locator('.facts', { hasText: '示例：集中延续' }).waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await press(maker, '取消任务');
    await maker.locator('.standing', { hasText: '已取消' }).waitFor();
  });
});

/** Opens a view again until something stands in it: events are told a moment after they happened. */
const untilThere = (name: string, selector: string, hasText: RegExp) =>
  expect
    .poll(
      async () => {
        await tab(maker, name);
        await maker.getByText('正在读取…').first().waitFor({ state: 'detached' });
        return maker.locator(selector, { hasText }).count();
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBeGreaterThan(0);

describe('what happened in the department', () => {
  it('is listed in order, posted to an endpoint, and each delivery is told', async () => {
    await untilThere('事件', '.rows strong', /证照颁发/);
    await press(maker, '登记推送地址');
    await maker.locator('.errors a').waitFor();
    await maker.getByLabel('推送地址（https）').fill('https://hooks.example/yinzheng');
    await press(maker, '登记推送地址');
    await maker.getByText(/whsec_/).waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await maker.getByRole('button', { name: 'https://hooks.example/yinzheng' }).click();
    await press(maker, '发送测试事件');
    await maker.getByText('测试事件已发送').waitFor();
    await expect
      .poll(async () => {
        await press(maker, '刷新记录');
        return maker.locator('.delivery').count();
      })
      .toBeGreaterThan(0);
    await maker.locator('.delivery summary').first().click();
    await maker
      .locator('.delivery .facts', { hasText: /event-/ })
      .first()
      .waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await maker.getByLabel('证照颁发', { exact: true }).check();
    await press(maker, '保存修改');
    await maker.getByText('已保存。').waitFor();
    await maker.locator('.facts dd', { hasText: /^证照颁发$/ }).waitFor();
    await press(maker, '更换签名密钥');
    await press(maker, '确认更换');
    await maker.getByText(/whsec_/).waitFor();
    expect(await findViolations(maker)).toEqual([]);
    await press(maker, '删除');
    await press(maker, '确认删除');
    await maker.getByText('还没有推送地址').waitFor();
  });

  it('is counted by type, seal and month', async () => {
    await untilThere('统计', '.entry', /颁发/);
    await maker.locator('.entry', { hasText: '食品经营许可证' }).first().waitFor();
    expect(await findViolations(maker)).toEqual([]);
  });
});

describe('licence types and other provinces', () => {
  it('are shown with a sample of face and printed code', async () => {
    await tab(maker, '类型');
    await maker.getByRole('button', { name: '食品经营许可证' }).click();
    await maker.locator('.face .qr path').waitFor();
    expect(await maker.getByText('提议新版本').count()).toBe(0);
    expect(await findViolations(maker)).toEqual([]);
    await tab(maker, '互认');
    await maker.getByRole('heading', { name: '互认协议', exact: true }).waitFor();
    await maker.getByText('正在读取…').first().waitFor({ state: 'detached' });
    expect(await findViolations(maker)).toEqual([]);
  });

  it('get a version that one governor proposes after a preview, and another confirms', async () => {
    const one = await scene.at('governorOne');
    await tab(one, '类型');
    await one.getByRole('button', { name: '食品经营许可证' }).click();
    const field = one.getByLabel('类型定义（JSON）');
    const definition = JSON.parse(await field.inputValue());
    await field.fill('{');
    await press(one, '预览');
    await one.locator('.errors a', { hasText: 'JSON' }).waitFor();
    await field.fill(JSON.stringify({ ...definition, holder: 'nobody' }));
    await press(one, '预览');
    await one.locator('.errors a', { hasText: '/holder' }).waitFor();
    expect(await findViolations(one)).toEqual([]);
    definition.items[0].name = '经营者名称（示例修订）';
    await field.fill(JSON.stringify(definition));
    await press(one, '预览');
    await one.locator('.face', { hasText: '示例修订' }).waitFor();
    await press(one, '提议此版本');
    await one.getByText('已提议').waitFor();
    await tab(one, '待确认');
    await one.locator('.rows .row').first().click();
    await one.getByText('须由另一管理人员确认').waitFor();
    expect(await one.getByRole('button', { name: '确认变更' }).count()).toBe(0);
    const two = await scene.at('governorTwo');
    await two.locator('.rows .row').first().click();
    await two.locator('.facts', { hasText: '经营者名称 → 经营者名称（示例修订）' }).waitFor();
    await press(two, '确认变更');
    expect(await findViolations(two)).toEqual([]);
    await press(two, '确认生效');
    await two.getByText('已办理。').waitFor();
  });

  it('are recognised, and agreed on, by two governors who compare what they see', async () => {
    const jilin = await makeSampleProvince({
      ...{ url: 'https://yinzheng.jilin.example', name: '吉林省', code: '220000' },
    });
    const one = await scene.at('governorOne');
    await tab(one, '互认');
    const add = one.locator('section', { has: one.getByRole('heading', { name: '提议互认省份' }) });
    await press(add, '核对');
    await add.locator('.errors a').nth(3).waitFor();
    expect(await findViolations(one)).toEqual([]);
    await add.getByLabel('行政区划代码').fill('229999');
    await add.getByLabel('省份名称').fill(jilin.name);
    await add.getByLabel('服务地址').fill(jilin.url);
    await add.getByLabel('信任根证书').fill(Buffer.from(jilin.root.certificate).toString('base64'));
    await press(add, '核对');
    const fingerprint = createHash('sha256').update(jilin.root.certificate).digest('hex');
    await add.locator('.confirmation', { hasText: fingerprint }).waitFor();
    expect(await findViolations(one)).toEqual([]);
    await press(add, '提出提议');
    await add.locator('.errors a', { hasText: '行政区划代码' }).waitFor();
    await add.getByLabel('行政区划代码').fill(jilin.code);
    await press(add, '核对');
    await press(add, '提出提议');
    await add.getByText('已提议').waitFor();
    const two = await scene.at('governorTwo');
    const confirm = async (hasText: string) => {
      await tab(two, '待确认');
      await two.locator('.rows > li', { hasText }).getByRole('button').click();
      await press(two, '确认变更');
      await press(two, '确认生效');
      await two.getByText('已办理。').waitFor();
    };
    await confirm('220000');
    await tab(one, '互认');
    const agree = one.locator('section', {
      has: one.getByRole('heading', { name: '提议互认协议' }),
    });
    await agree.getByLabel('协议编号').fill('liaoning-jilin-food');
    await agree.getByLabel('互认省份').selectOption('吉林省');
    await agree.getByLabel('协议名称').fill('食品经营许可证互认协议（示例）');
    await agree.getByLabel('对方证照类型代码').fill('11100000MB0341032Y902');
    await agree.getByLabel('互认止').fill('2027-12-31');
    await press(agree, '核对');
    await press(agree, '提出提议');
    await agree.getByText('已提议').waitFor();
    await confirm('liaoning-jilin-food');
    await tab(one, '互认');
    await one.getByText('食品经营许可证互认协议（示例）').waitFor();
    await one.getByText('2028/01/01 00:00').waitFor();
    expect(await findViolations(one)).toEqual([]);
  });
});

describe('what holders have against a use', () => {
  it('is read and answered, once, by whoever uses licences', async () => {
    await scene.complain('我没有到窗口办过这件事（示例）');
    const clerk = await scene.at('clerk');
    await clerk.getByText('我没有到窗口办过这件事').waitFor();
    expect(await clerk.locator('nav.tabs button').allTextContents()).toEqual(['异议']);
    await press(clerk, '核对答复');
    await clerk.locator('.errors a', { hasText: '请填写答复' }).waitFor();
    expect(await findViolations(clerk)).toEqual([]);
    await clerk.getByLabel('答复').fill('经核查，为代办人办理（示例）');
    await press(clerk, '核对答复');
    await press(clerk, '提交答复');
    await clerk.locator('.standing.good', { hasText: '已答复' }).waitFor();
    await clerk.getByText('经核查，为代办人办理').waitFor();
    expect(await clerk.getByRole('button', { name: '核对答复' }).count()).toBe(0);
    expect(await findViolations(clerk)).toEqual([]);
  });
});

describe('every view of the desk', () => {
  it('fits a narrow window in English and the rules of 长辈版, without anything sticking out', async () => {
    await press(maker, 'English');
    await press(maker, 'Large print');
    await maker.setViewportSize({ width: 320, height: 700 });
    const names = await maker.locator('nav.tabs button').allTextContents();
    expect(names.length).toBe(10);
    for (const name of names) {
      await tab(maker, name);
      await maker.locator('.view-heading').waitFor();
      await maker.getByText('Loading…').first().waitFor({ state: 'detached' });
      expect([name, await findOverflow(maker)]).toEqual([name, []]);
      expect([name, await findTooSmall(maker)]).toEqual([name, []]);
    }
  });
});

it('asked nobody but the province and its identity provider', () => {
  expect(scene.strays()).toEqual([]);
});
