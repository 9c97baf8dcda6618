// Pictures of every page and state for docs/pages: `npm run screenshots`.
import { openDeskScene } from '../build/desk-scene.ts';
import { openMeScene } from '../build/me-scene.ts';
import { startWeb } from '../build/start-web.ts';
import { camera } from './camera.ts';
import { walkPages } from './walk.ts';

const web = await startWeb();
try {
  await walkPages({ me: await openMeScene(web), desk: await openDeskScene(web) }, camera);
} finally {
  await web.close();
}
