import type { PdfFile } from './document-file.ts';
import {
  isArray,
  isDictionary,
  isName,
  type PdfDictionary,
  PdfName,
  PdfRef,
  PdfStream,
  PdfText,
  type PdfValue,
} from './document-values.ts';
import { toPdfSource } from './document-writer.ts';
import { isSameOctets } from './octets.ts';

/** A document up to one signature, and up to the next. */
export interface Revisions {
  readonly before: PdfFile;
  readonly after: PdfFile;
  /** Number of the signature dictionary that came with it. */
  readonly signature: number;
}

/** The same value, whatever blanks it is written with; numbers to their last digit. */
function isSame(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (one instanceof PdfStream && other instanceof PdfStream) {
    return isSameOctets(one.data, other.data) && isSame(one.dictionary, other.dictionary);
  }
  if (isArray(one) && isArray(other)) {
    return one.length === other.length && one.every((value, at) => isSame(value, other[at]));
  }
  if (isDictionary(one) && isDictionary(other)) {
    return (
      one.size === other.size && [...one].every(([name, value]) => isSame(value, other.get(name)))
    );
  }
  return one === other || isSameWord(one, other);
}

/** What is neither a number nor holds others. */
function isSameWord(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (one instanceof PdfName && other instanceof PdfName) return one.text === other.text;
  if (one instanceof PdfText && other instanceof PdfText)
    return isSameOctets(one.bytes, other.bytes);
  const areReferences = one instanceof PdfRef && other instanceof PdfRef;
  return areReferences && one.number === other.number && one.generation === other.generation;
}

/** The same as far as it is written: whoever adds a seal writes pages and forms anew, numbers to four places. */
function isWrittenAlike(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return toPdfSource(one) === toPdfSource(other);
}

/** The same dictionary but for these entries. */
function isSameBut(one: PdfDictionary, other: PdfDictionary, names: readonly string[]): boolean {
  const all = new Set([...one.keys(), ...other.keys()]);
  return [...all].every(
    (name) => names.includes(name) || isWrittenAlike(one.get(name), other.get(name)),
  );
}

/** Numbers of the objects that a value names. */
function listReferences(value: PdfValue): readonly number[] {
  if (value instanceof PdfRef) return [value.number];
  if (value instanceof PdfStream) return listReferences(value.dictionary);
  if (isArray(value)) return value.flatMap(listReferences);
  return isDictionary(value) ? [...value.values()].flatMap(listReferences) : [];
}

/** A list that only grew; gives what was added. */
function addedTo(before: PdfValue | undefined, after: PdfValue | undefined) {
  const [old = [], now = []] = [before, after];
  if (!isArray(old) || !isArray(now)) return undefined;
  const isKept = old.every((value, at) => isWrittenAlike(value, now[at]));
  return isKept ? now.slice(old.length) : undefined;
}

/** Decides what may change when a seal is added to a document that is sealed already. */
class Comparison {
  readonly #revisions: Revisions;

  constructor(revisions: Revisions) {
    this.#revisions = revisions;
  }

  /** Nothing but a further signature, its field and its seal's pictures were added. */
  isOnlyFurtherSeal(): boolean {
    const { before, after, signature } = this.#revisions;
    const isNew = !before.objects.has(signature) && after.objects.has(signature);
    if (!isNew || !this.#isSameTrailer() || this.#fillsGap()) return false;
    // one reader sees what is hidden in a stream beside a table, another does not
    if (before.hybrids !== after.hybrids || !this.#keepsGenerations()) return false;
    const changed = [...before.objects.keys()].filter(
      (number) => !isSame(before.objects.get(number), after.objects.get(number)),
    );
    // forms and pages first: they name the lists that may grow
    const rest = changed.filter((number) => !this.#mayDictionaryChange(number));
    return rest.every((number) => this.#mayListChange(number)) && this.#hasOnlyItsOwn();
  }

  /** Was something put where the document pointed to nothing? It would show what its signer never saw. */
  #fillsGap(): boolean {
    const { before, after } = this.#revisions;
    const named = [...before.objects.values(), before.trailer].flatMap(listReferences);
    return named.some((number) => !before.objects.has(number) && after.objects.has(number));
  }

  /** A reference of another generation names nothing: with it, what was not seen would be, or the other way round. */
  #keepsGenerations(): boolean {
    const { before, after } = this.#revisions;
    return [...before.objects.keys()].every(
      (number) => generationOf(before, number) === generationOf(after, number),
    );
  }

  #isSameTrailer(): boolean {
    const { before, after } = this.#revisions;
    return ['Root', 'Info', 'Encrypt'].every((name) =>
      isSame(before.trailer.get(name), after.trailer.get(name)),
    );
  }

  #mayDictionaryChange(number: number): boolean {
    const { before, after } = this.#revisions;
    const [old, now] = [before.objects.get(number), after.objects.get(number)];
    if (!isDictionary(old) || !isDictionary(now)) return false;
    if (number === before.root.number) return this.#mayCatalogChange(old, now);
    if (isName(old.get('Type'), 'Page')) {
      return (
        isSameBut(old, now, ['Annots']) && this.#areAdded(old.get('Annots'), now.get('Annots'))
      );
    }
    const form = before.catalog.get('AcroForm');
    return form instanceof PdfRef && form.number === number && this.#mayFormChange(old, now);
  }

  #mayCatalogChange(old: PdfDictionary, now: PdfDictionary): boolean {
    if (!isSameBut(old, now, ['AcroForm'])) return false;
    const [before, after] = [old.get('AcroForm'), now.get('AcroForm')];
    if (before instanceof PdfRef) return isSame(before, after);
    return isDictionary(after) && this.#mayFormChange(before, after);
  }

  #mayFormChange(old: PdfValue | undefined, now: PdfDictionary): boolean {
    const form = isDictionary(old) ? old : new Map<string, PdfValue>();
    return (
      isSameBut(form, now, ['Fields', 'SigFlags']) &&
      this.#areAdded(form.get('Fields'), now.get('Fields'))
    );
  }

  /** Fields and annotations that were added are the new seal's. */
  #areAdded(old: PdfValue | undefined, now: PdfValue | undefined): boolean {
    const { before, after } = this.#revisions;
    const added = addedTo(before.resolve(old), after.resolve(now));
    return added?.every((one) => this.#isOfSeal(one)) ?? false;
  }

  /** A list that stands in an object of its own, named by a page or a form. */
  #mayListChange(number: number): boolean {
    const { before, after } = this.#revisions;
    const [old, now] = [before.objects.get(number), after.objects.get(number)];
    return isArray(old) && isArray(now) && this.#isNamedList(number) && this.#areAdded(old, now);
  }

  #isNamedList(number: number): boolean {
    const { before } = this.#revisions;
    const form = before.resolve(before.catalog.get('AcroForm'));
    const fields = isDictionary(form) ? form.get('Fields') : undefined;
    if (fields instanceof PdfRef && fields.number === number) return true;
    return [...before.objects.values()].some((value) => {
      const annotations =
        isDictionary(value) && isName(value.get('Type'), 'Page') ? value.get('Annots') : undefined;
      return annotations instanceof PdfRef && annotations.number === number;
    });
  }

  /** The new signature's own field, or a locked picture of its seal on another place. */
  #isOfSeal(value: PdfValue): boolean {
    const { before, after, signature } = this.#revisions;
    if (!(value instanceof PdfRef) || before.objects.has(value.number)) return false;
    const added = after.resolve(value);
    if (!isDictionary(added) || added.has('A') || added.has('AA')) return false;
    const signed = added.get('V');
    const isField = signed instanceof PdfRef && signed.number === signature;
    if (isName(added.get('Subtype'), 'Widget')) return isField && isName(added.get('FT'), 'Sig');
    return isName(added.get('Subtype'), 'Stamp') && !added.has('Popup');
  }

  /** What is new beside: the signature, pictures, and what describes the file's own structure. */
  #hasOnlyItsOwn(): boolean {
    const { before, after, signature } = this.#revisions;
    return [...after.objects].every(([number, value]) => {
      if (before.objects.has(number) || number === signature) return true;
      if (value instanceof PdfStream) return isPicture(value);
      return isDictionary(value) && this.#isOfSeal(new PdfRef(number));
    });
  }
}

/** What lies in an object stream has the generation 0. @see ISO 32000-2 section 7.5.7 */
function generationOf({ references }: PdfFile, number: number): number {
  const entry = references.get(number);
  return entry?.kind === 'offset' ? entry.generation : 0;
}

function isPicture({ dictionary }: PdfStream): boolean {
  if (isName(dictionary.get('Type'), 'XRef')) return true;
  const kinds = ['Form', 'Image'];
  return kinds.some((kind) => isName(dictionary.get('Subtype'), kind));
}

/**
 * Was nothing added between two signatures but the second one with its seal? Anything else, a page, a
 * picture over a text, another content, another form, another catalog, is an alteration.
 */
export function isOnlyFurtherSeal(revisions: Revisions): boolean {
  return new Comparison(revisions).isOnlyFurtherSeal();
}
