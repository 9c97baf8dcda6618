import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CheckedApplication } from '../../functions/issuing/issue-licence/check-application.ts';
import { readBase64url } from '../../shared/formats/base64url.ts';
import {
  assemblePrintedCode,
  maxPrintedCodeLength,
  readPrintedCode,
} from '../../shared/formats/printed-code.ts';
import { toQrSymbol } from '../../shared/formats/qr-symbol.ts';
import { at, by, prepare, toChecked } from '../build/prepared.ts';
import { samplePerson } from '../build/sample-holders.ts';
import {
  longestItems,
  type SampleTypeName,
  sampleType,
  sampleTypeCodes,
} from '../build/sample-types.ts';

const allTypes = Object.keys(sampleTypeCodes) as SampleTypeName[];

/** The code that would be printed, with a signature of zeros. */
async function printedOf(checked: CheckedApplication) {
  const reservation = await prepare(checked, by);
  const signingInput = readBase64url(reservation.printed.signingInput);
  const digest = createHash('sha256').update(signingInput).digest('base64url');
  expect(reservation.printed.digest).toBe(digest);
  const signed = { signingInput, signature: new Uint8Array(64) };
  const code = assemblePrintedCode('https://liaoning.example', signed);
  return { reservation, code, ...readPrintedCode(code) };
}

/** Every item as long as its type permits, and the number too, where it is given. */
function toLongest(name: SampleTypeName) {
  const type = sampleType(name);
  const given = type.number.rule === 'given' ? { givenNumber: '沈'.repeat(64) } : {};
  return toChecked(name, { items: longestItems(type), sequenceScope: 'x', ...given });
}

describe('the printed code as it is issued', () => {
  it('says what the credential says: identifier, time, place of the status, seal', async () => {
    const { reservation, claims } = await printedOf(
      toChecked('foodPermit', { sequenceScope: 'x' }),
    );
    expect(reservation.identifier.replaceAll('.', '').endsWith(claims.subject)).toBe(true);
    expect(claims).toMatchObject({
      issuer: 'https://liaoning.example',
      issuedAtSeconds: at / 1000,
      notBeforeSeconds: Date.parse('2026-11-22T00:00:00+08:00') / 1000,
      statusList: 'north-000001',
      statusIndex: 4711,
      issuedDay: Date.UTC(2026, 10, 22) / 86_400_000,
      number: reservation.number,
      shortened: [],
    });
    expect(claims).not.toHaveProperty('expiresAtSeconds');
  });

  it('holds the items that the type prints, and no other', async () => {
    const { claims } = await printedOf(toChecked('foodPermit', { sequenceScope: 'x' }));
    expect([...claims.items.keys()]).toEqual(['JYCS', 'JYZMC']);
  });

  it.each(allTypes)('of the longest %s there may be has room in a small symbol', async (name) => {
    const { code, claims } = await printedOf(toLongest(name));
    console.log(`${name}: ${code.length} characters, shortened: ${claims.shortened.join(' ')}`);
    expect(code.length).toBeLessThanOrEqual(maxPrintedCodeLength);
    expect(toQrSymbol(code).version).toBeLessThanOrEqual(20);
  });

  it.each(allTypes)('of an ordinary %s tells everything', async (name) => {
    const checked = toChecked(name, { sequenceScope: 'x', givenNumber: '示例-0001' });
    expect((await printedOf(checked)).claims.shortened).toEqual([]);
  });
});

describe('a citizen number', () => {
  const { code: citizen } = samplePerson();

  it('never stands in a printed code as the licence number', async () => {
    const { claims } = await printedOf(toChecked('disabilityCertificate'));
    expect(claims).not.toHaveProperty('number');
    expect(JSON.stringify([...claims.items])).not.toContain(citizen);
  });

  it('never stands there inside an item either: that item is left out and named', async () => {
    const items = { KZ_XMMC: `许可 ${citizen}`, KZ_SXBM: '1', KZ_JDNR: '示例' };
    const { claims } = await printedOf(toChecked('decision', { items, givenNumber: '示例-1' }));
    expect([...claims.items]).toEqual([]);
    expect(claims.shortened).toEqual(['XMMC']);
  });
});
