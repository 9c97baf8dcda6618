import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toRawSignature } from '../../shared/formats/der.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { isCorpusMissing, readCorpus } from '../build/corpora.ts';

interface Corpus {
  readonly numberOfTests: number;
  readonly testGroups: readonly {
    readonly publicKeyDer: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: 'valid' | 'invalid' | 'acceptable';
    }[];
  }[];
}

const { verifySignature } = makeNodePrimitives();
const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

/** The cases whose answer is not the corpus's; `acceptable` ones may go either way. */
function findWrong(corpus: Corpus, toRaw: (signature: Uint8Array) => Uint8Array | undefined) {
  return corpus.testGroups.flatMap(({ publicKeyDer, tests }) =>
    tests.filter(({ msg, sig, result }) => {
      const signature = toRaw(fromHex(sig));
      const publicKey = fromHex(publicKeyDer);
      const verified =
        signature !== undefined &&
        verifySignature({ suite: 'ES256', publicKey, signature, data: fromHex(msg) });
      return result !== 'acceptable' && verified !== (result === 'valid');
    }),
  );
}

function findRaw(der: Uint8Array): Uint8Array | undefined {
  try {
    return toRawSignature(der);
  } catch (error) {
    if (error instanceof Problem && error.code === 'malformed') return undefined;
    throw error;
  }
}

const p1363 = 'wycheproof/ecdsa_secp256r1_sha256_p1363.json';
const der = 'wycheproof/ecdsa_secp256r1_sha256.json';

describe('Wycheproof ECDSA P-256 with SHA-256 (J09, J10)', () => {
  it.skipIf(isCorpusMissing(p1363))('agrees on every signature of fixed width', () => {
    const corpus = readCorpus<Corpus>(p1363);
    const wrong = findWrong(corpus, (signature) => signature);
    console.log(
      `wycheproof P-256 P1363: ${corpus.numberOfTests - wrong.length}/${corpus.numberOfTests}`,
    );
    expect(wrong).toEqual([]);
    expect(corpus.testGroups.flatMap(({ tests }) => tests).length).toBe(262);
  });

  it.skipIf(isCorpusMissing(der))('agrees on every signature in DER', () => {
    const corpus = readCorpus<Corpus>(der);
    const wrong = findWrong(corpus, findRaw);
    console.log(
      `wycheproof P-256 DER: ${corpus.numberOfTests - wrong.length}/${corpus.numberOfTests}`,
    );
    expect(wrong).toEqual([]);
    expect(corpus.testGroups.flatMap(({ tests }) => tests).length).toBe(484);
  });
});
