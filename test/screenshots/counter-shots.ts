import type { Page } from 'playwright-core';
import { type SandboxLicence, sandboxAnswer } from '../../shared/api/sandbox.ts';
import { itemCode, type MeScene, signIn, words } from '../build/me-scene.ts';
import type { Eyes } from './camera.ts';

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).last().click();

async function scan(page: Page, text: string): Promise<void> {
  await page.locator('#scan').focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
}

async function findSamples({ origin }: MeScene): Promise<(name: string) => SandboxLicence> {
  const { licences } = sandboxAnswer.parse(
    await (await fetch(`${origin}/sandbox/licences`)).json(),
  );
  return (name) => {
    const found = licences.find((one) => one.case === name);
    if (found === undefined) throw new Error(`no ${name} in the sandbox`);
    return found;
  };
}

/** Evaluated in the page: a camera that sees a grey table, and one that may not be used. */
const cameras = {
  on: `async () => {
    const table = Object.assign(document.createElement('canvas'), { width: 1280, height: 960 });
    const paint = table.getContext('2d');
    paint.fillStyle = '#6b7076';
    paint.fillRect(0, 0, 1280, 960);
    return table.captureStream(5);
  }`,
  refused: `async () => { throw new DOMException('', 'NotAllowedError'); }`,
};

/** What there is to be seen of the camera. */
async function shootCamera(page: Page, { shoot }: Eyes): Promise<void> {
  for (const [name, camera] of Object.entries(cameras)) {
    await page.evaluate(`{ navigator.mediaDevices.getUserMedia = ${camera} }`);
    await press(page, '使用摄像头');
    await page.locator('.camera video, .notice[role=alert]').waitFor();
    await shoot(page, `counter-camera-${name}`, name === 'on' ? ['desktop', 'phone'] : []);
    await press(page, '关闭摄像头');
  }
}

/** Verification: each verdict, what is no licence, and what goes on paper. */
export async function shootVerifying(scene: MeScene, eyes: Eyes): Promise<void> {
  const { shoot, shootPaper } = eyes;
  const page = await scene.pages.open('/counter');
  const sampleOf = await findSamples(scene);
  await page.locator('.kit', { hasText: '断网时可用' }).waitFor();
  await shoot(page, 'counter', ['desktop', 'phone', 'dark', 'elder']);
  await shootCamera(page, eyes);
  for (const [name, verdict] of [
    ['valid', 'valid'],
    ['withdrawn', 'invalid'],
    ['stale', 'indeterminate'],
  ] as const) {
    await scan(page, sampleOf(name).credential);
    await page.locator(`.verdict.${verdict}`).waitFor();
    await shoot(page, `counter-${verdict}`, ['desktop', 'phone', 'dark', 'elder']);
    await shootPaper(page, `counter-${verdict}-on-paper`);
  }
  await press(page, 'English');
  await shoot(page, 'counter-indeterminate-english');
  await press(page, '中文');
  await scan(page, 'https://example.com/menu');
  await page.locator('.waiting .notice').waitFor();
  await shoot(page, 'counter-web-link');
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await scene.context.setOffline(true);
  await page.locator('.notice', { hasText: '当前无网络' }).waitFor();
  await shoot(page, 'counter-without-network');
  await scene.context.setOffline(false);
  await page.close();
}

/** Retrieval by a clerk: what is asked, what is wrong, the counter's own request, and what was had. */
export async function shootRetrieving(
  scene: MeScene,
  { shoot }: Eyes,
  makeCode: () => Promise<string>,
) {
  // a clerk’s own browser: in the holder’s the provider knows who is there
  const clerk = await scene.openContext();
  const page = await clerk.pages.open('/counter');
  await press(page, '取证');
  await page.getByRole('button', { name: '登录', exact: true }).waitFor();
  await shoot(page, 'retrieval-signed-out');
  await signIn(page, /宋佳/);
  await shoot(page, 'retrieval', ['desktop', 'phone', 'elder']);
  await press(page, '取证');
  await page.locator('.errors').waitFor();
  await shoot(page, 'retrieval-errors');
  await page.locator('#item-code').fill(itemCode);
  await page.locator('#words').fill(words);
  await page.getByLabel('按编号核对').check();
  await shoot(page, 'retrieval-by-number');
  await page.locator('#which').fill('JY12345678901234');
  await page.locator('#type').selectOption({ label: '食品经营许可证' });
  await page.locator('#department').selectOption({ index: 1 });
  await page.locator('#name').fill('沈阳美达餐饮管理有限公司（示例）');
  await press(page, '核对');
  await page.locator('.notice', { hasText: '不一致' }).waitFor();
  await shoot(page, 'retrieval-by-number-differs');
  await page.getByLabel('扫亮证码或输入口述码').check();
  await page.locator('#code').fill(await makeCode());
  await press(page, '取证');
  await page.locator('.verdict.valid').waitFor();
  await shoot(page, 'retrieval-retrieved', ['desktop', 'dark']);
  await press(page, '办理下一件');
  await page.getByLabel('出示取证请求码').check();
  await page.locator('#type').selectOption({ label: '食品经营许可证' });
  await page.locator('.items input').first().waitFor();
  await page.locator('.items input').nth(1).check();
  await press(page, '下一步');
  await page.locator('.confirmation').waitFor();
  await shoot(page, 'retrieval-request-to-confirm');
  await press(page, '出示取证请求码');
  await page.locator('.symbol path').waitFor();
  await shoot(page, 'retrieval-request', ['desktop', 'phone']);
  await clerk.context.close();
}
