import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type LocalProvince, urlOf } from './province/provinces.ts';
import type { Sample } from './seed/seed-province.ts';
import type { StartOptions } from './start-options.ts';

/** What people open; the address alone is no page. */
const pages = ['/counter', '/me', '/desk', '/developers'] as const;

/** What is said when everything is up: where, and with which sample clients and seals. */
export function describeStart(options: StartOptions, seconds: number): string {
  const parts = options.provinces.map((province) => describeProvince(options, province));
  const ready = `Yinzheng 印证 is ready after ${seconds.toFixed(1)} s. Stop it with Ctrl-C.`;
  return ['', ...parts, ready].join('\n');
}

function describeProvince({ dataDirectory }: StartOptions, province: LocalProvince): string {
  const folder = join(dataDirectory, 'clients', province.slug);
  const text = readFileSync(join(folder, 'samples.json'), 'utf8');
  const samples = JSON.parse(text) as readonly Sample[];
  const shown = samples.map(
    ({ name, clients, seal }) =>
      `  ${name}\n    client ${join(relative(process.cwd(), folder), clients.licences)}\n    seal   ${seal}`,
  );
  const url = urlOf(province);
  const shownPages = pages.map((page) => `${url}${page}`).join('  ');
  return [`${province.name}  ${url}`, `  pages  ${shownPages}`, ...shown, ''].join('\n');
}
