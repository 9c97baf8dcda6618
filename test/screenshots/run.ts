// Pictures of every page and state for docs/pages: `npm run screenshots`.
import { type MeScene, openMeScene } from '../build/me-scene.ts';
import { shoot, shootDocument } from './camera.ts';
import { shootRetrieving, shootVerifying } from './counter-shots.ts';
import { shootDesk } from './desk-shots.ts';
import { makeCode, openHolderPage, shootHolder } from './me-shots.ts';

/** What a telephone's camera opens, and the developers' page. */
async function shootPublic({ pages }: MeScene, printedCode: string): Promise<void> {
  const check = await pages.open(new URL(printedCode).pathname + new URL(printedCode).hash);
  await check.locator('.verdict.valid').waitFor();
  await shoot(check, 'check', ['phone', 'dark', 'elder']);
  await check.close();
  const shown = await pages.open(`/r#${'A'.repeat(22)}`);
  await shoot(shown, 'show-code-on-a-camera', ['desktop', 'phone']);
  await shown.close();
  const developers = await pages.open('/developers');
  await developers.locator('.group').first().waitFor();
  await shoot(developers, 'developers');
  await developers.goto(`${new URL(developers.url()).origin}/developers#sandbox`);
  await developers.locator('.sample').first().waitFor();
  await shoot(developers, 'sandbox');
  await developers.close();
}

const scene = await openMeScene();
try {
  const { printedCode, licenceId } = await scene.issue();
  await shootVerifying(scene);
  await shootPublic(scene, String(printedCode));
  const holder = await openHolderPage(scene);
  await shootRetrieving(scene, () => makeCode(holder));
  await shootHolder(scene, holder);
  shootDocument('face', await scene.fetchFace(String(licenceId)), 60);
} finally {
  await scene.close();
}
await shootDesk();
