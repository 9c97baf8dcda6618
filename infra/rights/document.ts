const begin = '<!-- rights: begin (node infra/rights/write-rights.ts) -->';
const end = '<!-- rights: end -->';

/** The table of rights that stands in a document between its marks. */
export function findRights(document: string): string {
  const [from, until] = marksOf(document);
  return document.slice(from, until).trim();
}

/** The document with another table between its marks. */
export function replaceRights(document: string, table: string): string {
  const [from, until] = marksOf(document);
  return `${document.slice(0, from)}\n\n${table}\n\n${document.slice(until)}`;
}

function marksOf(document: string): readonly [number, number] {
  const [from, until] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || until < from) throw new Error('the document has no marks for the rights');
  return [from + begin.length, until];
}
