import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './kms/durable-file.ts';
import { urlOf } from './province/provinces.ts';
import { type StartOptions, StartRefusal } from './start-options.ts';

/** What the data directory looks like; raised whenever what is in it changes its form. */
const dataVersion = 3;

/**
 * Makes the data directory ready: empty where that was asked for, else as it was left, of the version
 * that this program writes, and each province at the address that its licences carry.
 * @throws StartRefusal when the data is of another version or of another address
 */
export function prepareDataDirectory({ dataDirectory, fresh, provinces }: StartOptions): void {
  if (fresh) removeOwnData(dataDirectory);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  provide(join(dataDirectory, 'version'), String(dataVersion), (found) => {
    throw new StartRefusal(
      `The data in ${dataDirectory} is of version ${found}, this program writes version ${dataVersion}. ` +
        'Start over with: npm start -- --fresh',
    );
  });
  for (const province of provinces) {
    const folder = join(dataDirectory, province.slug);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    provide(join(folder, 'address'), urlOf(province), (found) => {
      throw new StartRefusal(
        `The data of ${province.slug} belongs to ${found}, which all its licences name. ` +
          `Start it there, or start over with: npm start -- --fresh`,
      );
    });
  }
}

/** Only a folder that this program made is ever removed. */
function removeOwnData(dataDirectory: string): void {
  if (!existsSync(dataDirectory)) return;
  const isOurs = readLine(join(dataDirectory, 'version')) !== undefined;
  if (!isOurs && readdirSync(dataDirectory).length > 0) {
    throw new StartRefusal(
      `${dataDirectory} holds other things than our data; nothing was removed`,
    );
  }
  rmSync(dataDirectory, { recursive: true });
}

function provide(path: string, wanted: string, refuse: (found: string) => never): void {
  const found = readLine(path);
  if (found === undefined) writeDurably(path, `${wanted}\n`);
  else if (found !== wanted) refuse(found);
}

function readLine(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}
