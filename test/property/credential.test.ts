import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCredential } from '../../shared/formats/credential.ts';
import { processDisclosures } from '../../shared/formats/credential-disclosures.ts';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { assembleDraft, hashInNode, makeSampleDraft } from '../build/signed-credential.ts';

const limits = { maxBytes: 262_144 };
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const isFree = (name: string) => !['_sd', '...', '_sd_alg', '__proto__'].includes(name);
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.oneof(
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text.filter(isFree), tie('value'), { maxKeys: 3 }),
  ),
}));
const items = fc.dictionary(fc.stringMatching(/^KZ_[A-Z]{1,6}$/), value, { maxKeys: 8 });

function open(presentation: string): JsonObject {
  const { jws, disclosures } = readCredential(presentation, limits);
  return processDisclosures(jws.payload, disclosures, hashInNode) as JsonObject;
}

function isRefused(presentation: string): boolean {
  try {
    open(presentation);
    return false;
  } catch (error) {
    if (error instanceof Problem) return true;
    throw error;
  }
}

/** JSON with the names in order, to compare what JSON can tell apart. */
const toOrderedJson = (entries: readonly (readonly [string, JsonValue])[]) =>
  JSON.stringify([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('a credential', () => {
  it('shows exactly the items that were disclosed, whichever they are', () => {
    fc.assert(
      fc.property(items, fc.infiniteStream(fc.boolean()), (given, choices) => {
        const disclosed = Object.entries(given).map(([name, one]) => ({ name, value: one }));
        const draft = makeSampleDraft({ disclosed, plain: {} });
        const chosen = draft.disclosures.filter(() => choices.next().value);
        const shown = open(assembleDraft(draft, chosen));
        const names = readCredential(assembleDraft(draft, chosen), limits).disclosures.map(
          (one) => one.name ?? '',
        );
        const expected = Object.entries(given).filter(([name]) => names.includes(name));
        const selective = Object.entries(shown).filter(([name]) => name.startsWith('KZ_'));
        expect(toOrderedJson(selective)).toBe(toOrderedJson(expected));
        expect(Object.hasOwn(shown, 'holders')).toBe(names.includes('holders'));
      }),
      { numRuns: 200 },
    );
  });

  it('has one spelling: what still opens with one character changed has other signed bytes', () => {
    const whole = assembleDraft(makeSampleDraft());
    const contentOf = (presentation: string) => {
      const { payload, signature } = readCredential(presentation, limits).jws;
      return JSON.stringify(payload) + Buffer.from(signature).toString('hex');
    };
    const content = contentOf(whole);
    const character = fc.oneof(
      fc.string({ minLength: 1, maxLength: 1 }),
      fc.base64String({ minLength: 4, maxLength: 4 }).map((some) => some.slice(0, 1)),
    );
    const places = fc.nat(whole.length - 1);
    let opened = 0;
    fc.assert(
      fc.property(places, character, (at, other) => {
        const changed = whole.slice(0, at) + other + whole.slice(at + 1);
        if (changed === whole || isRefused(changed)) return;
        opened += 1;
        expect(at).toBeLessThan(whole.indexOf('~'));
        expect(at < whole.indexOf('.') || contentOf(changed) !== content).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(opened).toBeGreaterThan(0);
  });

  it('throws nothing but problems, whatever it is given', () => {
    const piece = fc.oneof(
      fc.constantFrom('~', '.', '=', '', '[]', 'e30'),
      fc.base64String({ maxLength: 12 }),
      fc.string(),
    );
    const header = Buffer.from('{"alg":"ES256","typ":"dc+sd-jwt"}').toString('base64url');
    fc.assert(
      fc.property(fc.boolean(), fc.array(piece, { maxLength: 12 }), (isHeaded, pieces) => {
        isRefused(`${isHeaded ? `${header}.e30.${'A'.repeat(86)}~` : ''}${pieces.join('')}`);
      }),
      { numRuns: 1000 },
    );
  });
});
