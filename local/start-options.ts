import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type LocalProvince, provinces } from './province/provinces.ts';

/** How the embedded run was asked to start. */
export interface StartOptions {
  readonly provinces: readonly LocalProvince[];
  /** Where all data lies. */
  readonly dataDirectory: string;
  /** Throw away what there is. */
  readonly fresh: boolean;
  /** Added to the machine's time, in milliseconds. */
  readonly clockOffsetMilliseconds: number;
}

/** A wrong use of `npm start`, said in one line. */
export class StartRefusal extends Error {}

export const usage = `npm start -- [--fresh] [--now 2026-05-01T00:00:00Z] [--province liaoning]… [--port liaoning=2100]… [--data .local]`;

/** @throws StartRefusal for arguments that mean nothing */
export function readStartOptions(args: readonly string[], now: number): StartOptions {
  const values = parse(args);
  const ports = new Map(values.port.map(readPort));
  const wanted = values.province.length > 0 ? values.province : provinces.map(({ slug }) => slug);
  return {
    provinces: wanted.map((slug) => findProvince(slug, ports)),
    dataDirectory: resolve(values.data),
    fresh: values.fresh,
    clockOffsetMilliseconds: values.now === undefined ? 0 : readMoment(values.now) - now,
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean', default: false },
        now: { type: 'string' },
        province: { type: 'string', multiple: true, default: [] },
        port: { type: 'string', multiple: true, default: [] },
        data: { type: 'string', default: '.local' },
      },
    });
    return values;
  } catch (error) {
    throw new StartRefusal(`${error instanceof Error ? error.message : ''}\n${usage}`);
  }
}

function findProvince(slug: string, ports: ReadonlyMap<string, number>): LocalProvince {
  const province = provinces.find((one) => one.slug === slug);
  if (!province) {
    const known = provinces.map((one) => one.slug).join(', ');
    throw new StartRefusal(`There is no province ${slug} here, only: ${known}`);
  }
  return { ...province, port: ports.get(slug) ?? province.port };
}

function readPort(text: string): readonly [string, number] {
  const [, slug = '', port = ''] = /^([a-z]+)=(\d{1,5})$/.exec(text) ?? [];
  if (Number(port) < 1 || Number(port) > 65_531) {
    throw new StartRefusal(`--port ${text} is not <province>=<port>`);
  }
  return [slug, Number(port)];
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/;

function readMoment(text: string): number {
  const moment = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) {
    throw new StartRefusal(`--now ${text} is not a time like 2026-05-01T00:00:00Z`);
  }
  return moment;
}
