import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { LicenceState } from '../../shared/domain/licence.ts';
import { foldEntries } from '../../shared/domain/licence-fold.ts';

type Item = Record<string, AttributeValue>;

/** What the register's table holds, counted, and everything about it that may not be. */
export interface RegisterAudit {
  readonly inForce: number;
  readonly reserved: number;
  readonly givenUp: number;
  /** Signatures that attempts were recorded for. */
  readonly attempts: number;
  readonly faults: readonly string[];
}

const text = (item: Item | undefined, name: string) => item?.[name]?.S ?? '';
const whole = (item: Item | undefined, name: string) => Number(item?.[name]?.N ?? Number.NaN);

/** What the audit looks at: credentials and answers are most of a register's bytes. */
const audited = [
  ...['pk', 'sk', 'kind', 'licenceId', 'seq', 'version', 'state', 'status', 'issuedAt'],
  ...['statusList', 'statusIndex', 'attempts', 'reservation'],
];

/** The attributes of those names, of every item. */
async function readTable(
  client: DynamoDBClient,
  table: string,
  names: readonly string[],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const asked = {
    ProjectionExpression: names.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
  };
  const pages = paginateScan({ client }, { TableName: table, ConsistentRead: true, ...asked });
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}

/** One licence's items, and those elsewhere that name it. */
interface LicenceItems {
  readonly head: Item;
  readonly entries: readonly Item[];
  readonly own: readonly Item[];
  readonly elsewhere: readonly Item[];
}

const toStateEntry = (item: Item) => {
  const [, region = '', epoch = '', seq = ''] = text(item, 'sk').split('#');
  return {
    region,
    epoch: Number(epoch),
    seq: Number(seq),
    state: text(item, 'state') as LicenceState,
  };
};

function* faultsOfHead({ head, entries }: LicenceItems) {
  const version = whole(head, 'version');
  const ofVersion = entries.filter((entry) => whole(entry, 'version') === version);
  const folded = foldEntries(ofVersion.map(toStateEntry));
  if (entries.map((entry) => whole(entry, 'seq')).some((seq, at) => seq !== at + 1)) {
    yield 'entries are not numbered one by one';
  }
  if (folded?.seq !== whole(head, 'seq')) yield 'the head has another sequence than the entries';
  if (folded?.state !== text(head, 'state')) yield 'the head is not the fold of the entries';
  if (folded?.status !== whole(head, 'status')) yield 'the head has another status';
}

/** Is the licence, or a next version of it, reserved? */
const isBeingMade = (head: Item, own: readonly Item[]) =>
  text(head, 'state') === 'reserved' ||
  own.some(
    (item) =>
      text(item, 'kind') === 'version' &&
      whole(item, 'version') > whole(head, 'version') &&
      !isAside(item),
  );

function* faultsElsewhere({ head, own, elsewhere }: LicenceItems) {
  const kinds = (kind: string) =>
    [...own, ...elsewhere].filter((item) => text(item, 'kind') === kind);
  const isInForce = head['issuedAt'] !== undefined;
  const isGivenUp = text(head, 'state') === 'void' && !isInForce;
  const version = whole(head, 'version');
  if (kinds('credential').length !== Number(isInForce) * version) yield 'credential';
  if (kinds('department').length !== Number(isInForce)) yield 'department list';
  if (kinds('number').length !== Number(!isGivenUp) * countNumbers(own)) yield 'number';
  if (kinds('holder').length > 0 !== !isGivenUp) yield 'holder links';
  const isReserved = isBeingMade(head, own);
  if (kinds('reserved').length !== Number(isReserved)) yield 'what the sweeper finds it by';
  if (statusAtPlace(head, elsewhere) !== whole(head, 'status')) {
    yield 'the status list says otherwise';
  }
  yield* faultsOfEarlier({ head, own, entries: [], elsewhere });
}

/** A reservation of a version that was given up. */
const isAside = (item: Item) => text(item, 'sk').startsWith('given-up#');

/** A licence keeps every number that one of its versions bears or bore. */
function countNumbers(own: readonly Item[]): number {
  const numbers = own
    .filter((item) => text(item, 'kind') === 'version' && !isAside(item))
    .map((item) => JSON.parse(text(item, 'reservation')).numberDigest as string);
  return new Set(numbers).size;
}

/** What a status list says of a place; 0 where it says nothing. */
function statusAtPlace(of: Item, elsewhere: readonly Item[]): number {
  const pk = `list#${text(of, 'statusList')}`;
  const entry = elsewhere.find(
    (item) => text(item, 'pk') === pk && Number(text(item, 'sk')) === whole(of, 'statusIndex'),
  );
  return entry === undefined ? 0 : whole(entry, 'status');
}

/** No version but the newest is good, and no reservation that was given up: each place says so. */
function* faultsOfEarlier({ head, own, elsewhere }: LicenceItems) {
  for (const item of own.filter((one) => text(one, 'kind') === 'version')) {
    const place = JSON.parse(text(item, 'reservation')) as Record<string, string | number>;
    const isNewest = whole(item, 'version') >= whole(head, 'version') && !isAside(item);
    const of: Item = {
      statusList: { S: String(place['statusList']) },
      statusIndex: { N: String(place['statusIndex']) },
    };
    if (!isNewest && statusAtPlace(of, elsewhere) === 0)
      yield 'an earlier version still looks valid';
  }
}

/** The items by each licence id that they lie under or name. */
function indexByLicence(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const index = new Map<string, Item[]>();
  for (const item of items) {
    const named = [text(item, 'pk'), text(item, 'licenceId'), ...text(item, 'sk').split('#')];
    for (const name of new Set(named)) {
      const known = index.get(name);
      if (known === undefined) index.set(name, [item]);
      else known.push(item);
    }
  }
  return index;
}

function toLicenceItems(head: Item, items: readonly Item[]): LicenceItems {
  const id = text(head, 'pk');
  const own = items.filter((item) => text(item, 'pk') === id);
  const entries = own
    .filter((item) => text(item, 'kind') === 'entry')
    .sort((one, other) => whole(one, 'seq') - whole(other, 'seq'));
  return { head, own, entries, elsewhere: items.filter((item) => text(item, 'pk') !== id) };
}

function findRepeats(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** An attempt signs the credential and the printed code. */
const signaturesAnAttempt = 2;

/** Signatures that attempts were recorded for. */
const countSignatures = (items: readonly Item[]) =>
  items
    .filter((item) => text(item, 'kind') === 'version')
    .reduce((sum, version) => sum + whole(version, 'attempts') * signaturesAnAttempt, 0);

/** Every digest in force is to be rooted once; every signature of an attempt has its row among the seal's uses. */
function* faultsOfCounts(items: readonly Item[]) {
  const kinds = (kind: string) => items.filter((item) => text(item, 'kind') === kind);
  if (kinds('issued').length !== kinds('credential').length) yield 'digests to be rooted';
  if (kinds('seal-use').length !== countSignatures(items)) yield 'uses of the seal';
}

/** Reads the whole register and holds every licence against what must be so at any time. */
export async function auditRegister(client: DynamoDBClient, table: string): Promise<RegisterAudit> {
  const items = await readTable(client, table, audited);
  const index = indexByLicence(items);
  const heads = items.filter((item) => text(item, 'kind') === 'head');
  const places = heads.map((head) => `${text(head, 'statusList')} ${whole(head, 'statusIndex')}`);
  const isInForce = (head: Item) => head['issuedAt'] !== undefined;
  const isReserved = (head: Item) => text(head, 'state') === 'reserved';
  return {
    inForce: heads.filter(isInForce).length,
    reserved: heads.filter(isReserved).length,
    givenUp: heads.filter((head) => !isInForce(head) && !isReserved(head)).length,
    attempts: countSignatures(items),
    faults: [
      ...heads.flatMap((head) => {
        const licence = toLicenceItems(head, index.get(text(head, 'pk')) ?? []);
        const faults = [...faultsOfHead(licence), ...faultsElsewhere(licence)];
        return faults.map((fault) => `${text(head, 'pk')}: ${fault}`);
      }),
      ...findRepeats(places).map((place) => `${place}: given twice`),
      ...faultsOfCounts(items),
    ],
  };
}

/** Everything that stands in keys, where nothing personal may be (`threats.md` P02). */
export async function readKeys(client: DynamoDBClient, table: string): Promise<string> {
  const items = await readTable(client, table, ['pk', 'sk']);
  return items.map((item) => `${text(item, 'pk')} ${text(item, 'sk')}`).join('\n');
}
