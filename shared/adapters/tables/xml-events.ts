import { malformedZip } from './zip-entries.ts';

/** What a walk over an XML text meets: an element begins (and perhaps ends at once), ends, or text stands there. */
export type XmlEvent =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly tag: string;
      readonly isEmpty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Longest tag and longest stretch of text, in characters; a cell of a workbook holds 32,767. */
const mostTokenLength = 1024 * 1024;

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

function toCharacter(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name] ?? whole;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const withEntities = (text: string) =>
  text.includes('&') ? text.replaceAll(/&(#?\w{1,8});/g, toCharacter) : text;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function toTagEvent(inner: string): XmlEvent | undefined {
  if (inner.startsWith('?') || inner.startsWith('!--')) return undefined;
  // no document type of a workbook is of any use; one that declares entities is an attack
  if (inner.startsWith('!')) throw malformedZip('xml-declaration');
  if (inner.startsWith('/')) return { kind: 'close', name: localName(inner.slice(1).trim()) };
  const isEmpty = inner.endsWith('/');
  const name = /^[^\s/]+/.exec(inner)?.[0] ?? '';
  return { kind: 'open', name: localName(name), tag: inner, isEmpty };
}

/** The value of an attribute in a tag. */
export function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : withEntities(value);
}

const endOf = (buffer: string, at: number): readonly [end: number, length: number] => {
  if (buffer.startsWith('<!--', at)) return [buffer.indexOf('-->', at + 4), 3];
  if (buffer.startsWith('<![CDATA[', at)) return [buffer.indexOf(']]>', at + 9), 3];
  return [buffer.indexOf('>', at), 1];
};

/** One piece of markup at `at`, and what lies behind it; nothing while its end has not come. */
function readMarkup(buffer: string, at: number): { event?: XmlEvent; next: number } | undefined {
  const [end, length] = endOf(buffer, at);
  if (end < 0) return undefined;
  const next = end + length;
  if (buffer.startsWith('<![CDATA[', at))
    return { event: { kind: 'text', text: buffer.slice(at + 9, end) }, next };
  const event = toTagEvent(buffer.slice(at + 1, end));
  return event === undefined ? { next } : { event, next };
}

/** What stands in a buffer as far as it is complete, and the rest. */
function readComplete(buffer: string): { readonly events: XmlEvent[]; readonly rest: string } {
  const events: XmlEvent[] = [];
  let at = 0;
  for (let open = buffer.indexOf('<'); open >= 0; open = buffer.indexOf('<', at)) {
    const markup = readMarkup(buffer, open);
    if (markup === undefined) break;
    if (open > at) events.push({ kind: 'text', text: withEntities(buffer.slice(at, open)) });
    if (markup.event) events.push(markup.event);
    at = markup.next;
  }
  return { events, rest: buffer.slice(at) };
}

/**
 * Walks over an XML text without building anything: enough for the parts of a workbook, which have no
 * markup of their own making. Names without their prefixes. Nothing is resolved, nothing is fetched.
 * @throws Problem `malformed`
 */
export async function* readXml(text: AsyncIterable<string>): AsyncGenerator<XmlEvent> {
  let rest = '';
  for await (const piece of text) {
    const read = readComplete(rest + piece);
    yield* read.events;
    rest = read.rest;
    if (rest.length > mostTokenLength) throw malformedZip('xml-too-long');
  }
}

/** The tags of elements with these names, and which of them. */
export async function* openTags(events: AsyncIterable<XmlEvent>, names: readonly string[]) {
  for await (const event of events)
    if (event.kind === 'open' && names.includes(event.name)) yield event;
}

/** Does the event begin, or end, the element that it names? An empty element does both: nothing is in it. */
export const begins = (event: XmlEvent) => event.kind === 'open' && !event.isEmpty;
export const ends = (event: XmlEvent) =>
  event.kind === 'close' || (event.kind === 'open' && event.isEmpty);
