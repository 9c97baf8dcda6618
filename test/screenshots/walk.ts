import type { DeskScene } from '../build/desk-scene.ts';
import type { MeScene } from '../build/me-scene.ts';
import type { Eyes } from './camera.ts';
import { shootRetrieving, shootVerifying } from './counter-shots.ts';
import { shootDesk } from './desk-shots.ts';
import { makeCode, openHolderPage, shootHolder } from './me-shots.ts';
import { shootCheck, shootDevelopers } from './public-shots.ts';

/** Holders and counters, and the departments' desks, at one service and in one browser. */
export interface Scenes {
  readonly me: MeScene;
  readonly desk: DeskScene;
}

/**
 * Through every page, to each of its states once.
 * @param items what the licence says that is looked at, where it is not the usual
 */
export async function walkPages(
  { me, desk }: Scenes,
  eyes: Eyes,
  items: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { printedCode, licenceId } = await me.issue(items);
  await shootVerifying(me, eyes);
  await shootCheck(me, eyes, String(printedCode));
  await shootDevelopers(me, eyes);
  const holder = await openHolderPage(me, eyes);
  await shootRetrieving(me, eyes, () => makeCode(holder, eyes));
  await shootHolder(me, eyes, holder);
  eyes.shootDocument('face', await me.fetchFace(String(licenceId)), 60);
  await shootDesk(desk, eyes);
}
