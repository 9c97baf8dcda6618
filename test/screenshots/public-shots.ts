import type { MeScene } from '../build/me-scene.ts';
import type { Eyes } from './camera.ts';

/** What a telephone's camera opens. */
export async function shootCheck({ pages, origin }: MeScene, { shoot }: Eyes, printedCode: string) {
  const check = await pages.open(new URL(printedCode).pathname + new URL(printedCode).hash);
  await check.locator('.verdict.valid').waitFor();
  await shoot(check, 'check', ['phone', 'dark', 'elder']);
  for (const [name, behind, expected] of [
    ['invalid', `YZ1${'A'.repeat(24)}`, '.verdict.invalid'],
    ['nothing', '', '.notice'],
  ] as const) {
    await check.goto('about:blank');
    await check.goto(`${origin}/q#${behind}`);
    await check.locator(expected).waitFor();
    await shoot(check, `check-${name}`, ['phone']);
  }
  await check.close();
  const shown = await pages.open(`/r#${'A'.repeat(22)}`);
  await shoot(shown, 'show-code-on-a-camera', ['desktop', 'phone']);
  await shown.close();
}

/** The developers' page: reference and sandbox. */
export async function shootDevelopers({ pages, origin }: MeScene, { shoot }: Eyes) {
  const developers = await pages.open('/developers');
  await developers.locator('.group').first().waitFor();
  await shoot(developers, 'developers');
  await developers.goto(`${origin}/developers#verifyLicence`);
  await developers.reload();
  await developers.locator('#verifyLicence .body').waitFor();
  await shoot(developers, 'developers-operation', ['desktop', 'phone', 'dark']);
  await developers.getByLabel('查找接口').fill('qwzxqwzx');
  await developers.getByText('没有符合条件的接口').waitFor();
  await shoot(developers, 'developers-nothing', []);
  await developers.goto(`${origin}/developers#sandbox`);
  await developers.locator('.sample').first().waitFor();
  await developers.getByRole('button', { name: '在本服务核验' }).first().click();
  await developers.locator('.found').waitFor();
  await shoot(developers, 'sandbox', ['desktop', 'phone', 'dark', 'elder']);
  await developers.close();
}
