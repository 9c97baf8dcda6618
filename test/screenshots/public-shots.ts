import type { MeScene } from '../build/me-scene.ts';
import type { Eyes } from './camera.ts';

/** What a telephone's camera opens. */
export async function shootCheck({ pages }: MeScene, { shoot }: Eyes, printedCode: string) {
  const check = await pages.open(new URL(printedCode).pathname + new URL(printedCode).hash);
  await check.locator('.verdict.valid').waitFor();
  await shoot(check, 'check', ['phone', 'dark', 'elder']);
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
  await developers.goto(`${origin}/developers#sandbox`);
  await developers.locator('.sample').first().waitFor();
  await shoot(developers, 'sandbox');
  await developers.close();
}
