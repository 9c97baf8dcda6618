import { parseArgs } from 'node:util';
import type { EngineEndpoints } from './engine-clients.ts';
import { type LocalProvince, provinces } from './provinces.ts';

/** What a province's service process is started with. */
export interface ServiceOptions {
  readonly province: LocalProvince;
  /** Those that run beside it. */
  readonly neighbours: readonly LocalProvince[];
  /** The province's folder under `.local/`. */
  readonly dataDirectory: string;
  /** Folder of the sample clients' files. */
  readonly clientFolder: string;
  readonly clockOffsetMilliseconds: number;
  readonly endpoints: EngineEndpoints;
  /** The DynamoDB engine's file, where it is ours: consumed stream records are deleted from it. */
  readonly dynamodbFile: string | undefined;
}

const names = [
  'province',
  'port',
  'data',
  'clients',
  'clock-offset',
  'dynamodb',
  'streams',
  'kms',
  'sqs',
  's3',
] as const;
type Name = (typeof names)[number];

/** Options as arguments of `local/province/main.ts`. */
export function toServiceArguments(options: ServiceOptions): readonly string[] {
  const { province, endpoints } = options;
  const values: Readonly<Record<Name, string>> = {
    province: province.slug,
    port: String(province.port),
    data: options.dataDirectory,
    clients: options.clientFolder,
    'clock-offset': String(options.clockOffsetMilliseconds),
    ...endpoints,
  };
  const file =
    options.dynamodbFile === undefined ? [] : [`--dynamodb-file=${options.dynamodbFile}`];
  const neighbours = options.neighbours.map(({ slug, port }) => `--neighbour=${slug}=${port}`);
  return [...names.map((name) => `--${name}=${values[name]}`), ...neighbours, ...file];
}

/** Reads the arguments again. @throws Error naming what is missing */
export function readServiceArguments(args: readonly string[]): ServiceOptions {
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      [...names, 'dynamodb-file', 'neighbour'].map((name) => [
        name,
        { type: 'string' as const, multiple: name === 'neighbour' },
      ]),
    ),
  });
  const given = (name: Name): string => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`--${name} is missing`);
    return value;
  };
  const file = values['dynamodb-file'];
  return {
    province: toProvince(given('province'), given('port')),
    neighbours: [values['neighbour'] ?? []].flat().map((one) => {
      const [slug = '', port = ''] = String(one).split('=');
      return toProvince(slug, port);
    }),
    dataDirectory: given('data'),
    clientFolder: given('clients'),
    clockOffsetMilliseconds: Number(given('clock-offset')),
    endpoints: {
      dynamodb: given('dynamodb'),
      streams: given('streams'),
      kms: given('kms'),
      sqs: given('sqs'),
      s3: given('s3'),
    },
    dynamodbFile: typeof file === 'string' ? file : undefined,
  };
}

function toProvince(slug: string, port: string): LocalProvince {
  const known = provinces.find((one) => one.slug === slug);
  if (!known) throw new Error('no such province');
  return { ...known, port: Number(port) };
}
