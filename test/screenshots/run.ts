// Pictures of every page and state for docs/pages: `npm run screenshots`, or of some: `npm run screenshots counter`.
import { openDeskScene } from '../build/desk-scene.ts';
import { openMeScene } from '../build/me-scene.ts';
import { startWeb } from '../build/start-web.ts';
import { makeCamera } from './camera.ts';
import { walkPages } from './walk.ts';

const web = await startWeb();
try {
  const scenes = { me: await openMeScene(web), desk: await openDeskScene(web) };
  await walkPages(scenes, makeCamera(process.argv.slice(2)));
} finally {
  await web.close();
}
