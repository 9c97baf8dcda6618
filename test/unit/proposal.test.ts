import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChangeLines } from '../../cli/describe-change.ts';
import { toClientAnswer } from '../../functions/governing/directory-answer.ts';
import { toDraft } from '../../functions/governing/propose-change/to-draft.ts';
import { noticeOf } from '../../functions/publishing/relay-changes/relay-changes.ts';
import { clientBody, licenceTypeDefinition } from '../../shared/api/directory.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Entitlement } from '../../shared/domain/department.ts';
import type { LicenceTypeCode, Moment } from '../../shared/domain/ids.ts';
import { toLicenceTypeDefinition } from '../../shared/domain/licence-type-definition.ts';
import { readLicenceType } from '../../shared/domain/licence-type-reading.ts';
import { firstIdAt, isProposalId, stateAt, toProposalId } from '../../shared/domain/proposal.ts';
import { overlapOf } from '../../shared/domain/proposal-entitlement.ts';
import { toCanonicalJson } from '../../shared/formats/canonical-json.ts';
import { shenyang, toClient } from '../build/callers.ts';
import { makeTestKey } from '../build/jwk.ts';
import { sampleTypes } from '../build/sample-types.ts';

const moments = fc.integer({ min: 0, max: Date.UTC(9999, 0, 1) }) as fc.Arbitrary<Moment>;
const randoms = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('the id of a proposal', () => {
  it('sorts by the moment at which it was made', () => {
    void fc.assert(
      fc.property(moments, moments, randoms, (one, two, random) => {
        const [earlier, later] = one < two ? [one, two] : [two, one];
        const id = toProposalId(later, random);
        expect(isProposalId(id)).toBe(true);
        expect(firstIdAt(earlier) <= id).toBe(true);
        if (earlier < later) expect(toProposalId(earlier, random) < firstIdAt(later)).toBe(true);
      }),
    );
  });
});

describe('the state of a proposal', () => {
  it.each([
    ['open', 9, 'open'],
    ['open', 10, 'expired'],
    ['confirmed', 11, 'confirmed'],
    ['rejected', 11, 'rejected'],
  ] as const)('that is %s is, at %d of 10, %s', (state, now, told) => {
    expect(stateAt({ state, expiresAt: 10 as Moment }, now as Moment)).toBe(told);
  });
});

describe('entitlements of one type', () => {
  const day = fc.integer({ min: 0, max: 20 });
  const intervals = fc.record({ from: day, length: fc.option(fc.integer({ min: 1, max: 9 })) });
  const toEntitlement = ({ from, length }: { from: number; length: number | null }) =>
    ({
      department: shenyang,
      type: 'T' as LicenceTypeCode,
      from,
      ...(length === null ? {} : { until: from + length }),
    }) as Entitlement;
  const covers = ({ from, until }: Entitlement, at: number) => from <= at && at < (until ?? 1000);

  it('overlap when some day lies in both', () => {
    void fc.assert(
      fc.property(intervals, intervals, (one, other) => {
        const [a, b] = [toEntitlement(one), toEntitlement(other)];
        if (a.from === b.from) return;
        const days = Array.from({ length: 100 }, (_, at) => at);
        const share = days.some((at) => covers(a, at) && covers(b, at));
        expect(overlapOf(a, [b]) !== undefined).toBe(share);
        expect(overlapOf(a, [{ ...b, type: 'U' as LicenceTypeCode }])).toBeUndefined();
      }),
    );
  });
});

describe('a published definition', () => {
  it.each(sampleTypes().map((type) => [type.name['zh-Hans'], type] as const))(
    'of %s is read back as what it was',
    (_, type) => {
      const definition = toLicenceTypeDefinition(type);
      expect(readLicenceType(JSON.parse(JSON.stringify(definition)))).toEqual(type);
      expect(licenceTypeDefinition.safeParse(definition).success).toBe(true);
    },
  );
});

it('a client is told without anything that its schema does not know', () => {
  const told = toClientAnswer(toClient(makeTestKey()));
  expect(clientBody.parse(told)).toEqual(told);
});

it('every route that proposes leads to a change, and no other path does', () => {
  const proposing = routes.filter(({ handler }) => handler === 'governing/propose-change');
  expect(proposing.length).toBe(18);
  for (const { method, path } of proposing) {
    expect(toDraft({ method, path, pathParameters: {}, body: {} })).toBeTypeOf('function');
  }
  for (const path of ['/v1/seals', '/v1/departments/x/history', '/v1/__proto__']) {
    const asked = { method: 'POST', path, pathParameters: {}, body: {} };
    expect(() => toDraft(asked)).toThrow('not-found');
  }
});

it('what only those who govern read asks for no public file', () => {
  for (const [pk, sk] of [
    ['proposals', 'proposal-1'],
    ['history#department#A', '000000000000001#ceremony'],
    ['history#province#transcripts', '000000000000001#x'],
    ['idem#governor#digest', 'idem'],
    ['client#governor', 'head'],
    ['type#T', 'version#001'],
    ['types', 'T'],
  ] as const) {
    expect(noticeOf({ pk, sk })).toBeUndefined();
  }
  expect(noticeOf({ pk: 'department#A', sk: 'grants#T' })).toEqual({
    to: 'trust',
    notice: { department: 'A' },
  });
});

it('canonical JSON is one text for all spellings', () => {
  void fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const given = JSON.parse(JSON.stringify(value));
      const turned = JSON.parse(JSON.stringify(value), (_, one) =>
        one !== null && typeof one === 'object' && !Array.isArray(one)
          ? Object.fromEntries(Object.entries(one).toReversed())
          : one,
      );
      expect(toCanonicalJson(turned)).toBe(toCanonicalJson(given));
      expect(JSON.parse(toCanonicalJson(given))).toEqual(given);
    }),
  );
});

describe('before and after, a line a value', () => {
  it('say what is new, gone and another', () => {
    const before = { name: '甲', keys: [{ kid: 'a' }, { kid: 'b' }], same: 1 };
    const after = { name: '乙', keys: [{ kid: 'a' }], same: 1, more: [] };
    expect(toChangeLines(before, after)).toEqual([
      '  ~ /name: "甲" → "乙"',
      '  - /keys/1/kid: "b"',
      '  + /more: []',
    ]);
    expect(toChangeLines(null, { 'a/b': null })).toEqual(['  + /a~1b: null']);
    expect(toChangeLines(after, after)).toEqual([]);
  });
});
