import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPrintedCode, toPrintedCode } from '../../shared/formats/printed-code.ts';
import { makePrintedCodeDraft } from '../../shared/formats/printed-code-draft.ts';
import { samplePrinted } from '../build/printed-codes.ts';

/** One printed code as this project first signed it. A change that breaks this test breaks what hangs on people's walls. */
const frozen: { printedCode: string; publicKey: string } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'frozen/printed-code.json'), 'utf8'),
);

describe('the printed code as first signed', () => {
  it('is read as it was', () => {
    const { signingInput, signature, claims } = readPrintedCode(frozen.printedCode);
    const spki = Buffer.from(frozen.publicKey, 'base64');
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const options = { key, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', signingInput, options, signature)).toBe(true);
    const { items, omitted, certificateHash, ...said } = { omitted: [], ...samplePrinted };
    expect(claims).toMatchObject(said);
    expect(claims.items.get('JYZMC')).toBe('沈阳某餐饮有限公司（示例）');
    expect(claims.items.get('JYXM')).toEqual(['热食类食品制售', '冷食类食品制售']);
  });

  it('is still made byte for byte', () => {
    const draft = makePrintedCodeDraft(samplePrinted);
    expect(draft).toEqual(readPrintedCode(frozen.printedCode).signingInput);
    expect(frozen.printedCode).toMatch(/^https:\/\/yinzheng\.liaoning\.example\/q#YZ12[A-Z2-7]+$/);
    expect(toPrintedCode('https://a.example', new Uint8Array(1))).toBe('https://a.example/q#YZ1AA');
  });
});
