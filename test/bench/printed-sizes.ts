import { readBase64url } from '../../shared/formats/base64url.ts';
import { assemblePrintedCode, maxPrintedCodeLength } from '../../shared/formats/printed-code.ts';
import { toQrSymbol } from '../../shared/formats/qr-symbol.ts';
import { by, prepare, toChecked } from '../build/prepared.ts';
import {
  longestItems,
  type SampleTypeName,
  sampleType,
  sampleTypeCodes,
} from '../build/sample-types.ts';
import type { Figure } from './table.ts';

const provinceUrl = 'https://liaoning.example';
const largestVersion = 20;

/** The code of a licence of the type whose every item is as long as it may be. */
async function makeLongest(name: SampleTypeName): Promise<string> {
  const type = sampleType(name);
  const given = type.number.rule === 'given' ? { givenNumber: '示例-2026-0000001' } : {};
  const checked = toChecked(name, { items: longestItems(type), sequenceScope: 'x', ...given });
  const { printed } = await prepare(checked, by);
  const signingInput = readBase64url(printed.signingInput);
  return assemblePrintedCode(provinceUrl, { signingInput, signature: new Uint8Array(64) });
}

/** How long the longest printed code of each sample type is, and the largest symbol that any of them needs. */
export async function measurePrintedSizes(): Promise<readonly Figure[]> {
  const names = Object.keys(sampleTypeCodes) as SampleTypeName[];
  const codes = await Promise.all(names.map(makeLongest));
  const version = Math.max(...codes.map((code) => toQrSymbol(code).version));
  return [
    ...names.map((name, at) => {
      const value = codes[at]?.length ?? 0;
      return {
        what: `longest printed code of ${name}, characters`,
        value,
        target: `≤ ${maxPrintedCodeLength}`,
        holds: value <= maxPrintedCodeLength,
      };
    }),
    {
      what: 'largest symbol of a printed code, version',
      value: version,
      target: `≤ ${largestVersion}`,
      holds: version <= largestVersion,
    },
  ];
}
