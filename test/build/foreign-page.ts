import type { BrowserContext } from 'playwright-core';
import { putProvince, SampleShelf } from './presented.ts';
import { makeSampleProvince, type SampleProvince, sampleSeconds } from './province-pki.ts';

const mediaTypes: readonly (readonly [RegExp, string])[] = [
  [/^\/trust-list$/, 'application/trust-list+jwt'],
  [/^\/departments\//, 'application/department-sheet+jwt'],
  [/^\/status-lists\//, 'application/statuslist+jwt'],
];

/**
 * A province whose seals a test holds, in the place of the service's own as far as pages can see: what
 * it signs is good, whatever it says.
 */
export async function putProvinceBefore(
  context: BrowserContext,
  origin: string,
  typeMetadata: object,
): Promise<SampleProvince> {
  const province = await makeSampleProvince({ url: origin });
  const shelf = new SampleShelf();
  putProvince(shelf, province);
  await context.route(`${origin}/pages/settings.json`, async (route) => {
    const response = await route.fetch();
    const told = (await response.json()) as object;
    const anchors = Buffer.from(province.root.certificate).toString('base64');
    const clockOffset = sampleSeconds * 1000 - Date.now();
    await route.fulfill({ response, json: { ...told, provinceUrl: origin, anchors, clockOffset } });
  });
  for (const [path, contentType] of mediaTypes) {
    await context.route(
      (url) => url.origin === origin && path.test(url.pathname),
      async (route) => {
        const found = shelf.find({ address: route.request().url() });
        if (found === undefined) return route.fulfill({ status: 404 });
        await route.fulfill({ contentType, body: Buffer.from(found.body) });
      },
    );
  }
  await context.route(`${origin}/licence-types/*`, (route) =>
    route.fulfill({ json: typeMetadata }),
  );
  return province;
}
