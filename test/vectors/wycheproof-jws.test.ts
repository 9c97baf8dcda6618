import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBase64url } from '../../shared/formats/base64url.ts';
import { readJws } from '../../shared/formats/jws.ts';
import { isCorpusMissing, readCorpus } from '../build/corpora.ts';
import { signHostileJws } from '../build/hostile-jws.ts';
import { refusalOf } from '../build/refusal-of.ts';

type KeyOrSet = JsonWebKey & { readonly keys?: readonly JsonWebKey[] };

interface Case {
  readonly tcId: number;
  readonly jws: string;
  readonly result: 'valid' | 'invalid';
}

interface Corpus {
  readonly testGroups: readonly { readonly public?: KeyOrSet; readonly tests: readonly Case[] }[];
}

/** `gate`: refused before any key; `key`: the key is not one of our suite; else the signature was checked. */
type Outcome = 'gate' | 'key' | 'accepted' | 'rejected';

const expected = { typ: 'sample+jwt', maxBytes: 65_536 };
const isRefused = (text: string) => refusalOf(() => readJws(text, expected)) !== undefined;

/**
 * No case has a `typ` or a JSON payload, so the gate refuses them all. To put the signatures to the test as
 * well, a case goes on whose header lacks `typ` only, whose payload is canonical base64url, and whose
 * signature passes behind a header and payload of ours.
 */
function passesButForTyp(jws: string): boolean {
  const onlyTyp = refusalOf(() => readJws(jws, expected)) === 'malformed jws-typ';
  const [, payload = '', signature = ''] = jws.split('.');
  const [header, ownPayload] = signHostileJws({ alg: 'ES256', typ: expected.typ }, {}).split('.');
  return (
    onlyTyp &&
    refusalOf(() => readBase64url(payload)) === undefined &&
    !isRefused(`${header}.${ownPayload}.${signature}`)
  );
}

/** The key, if a certificate for our suite could carry it. */
function findKey(given: KeyOrSet | undefined): KeyObject | undefined {
  const jwk = given?.keys?.[0] ?? given;
  if (jwk?.kty !== 'EC' || jwk.crv !== 'P-256') return undefined;
  if (jwk['alg'] !== 'ES256' || jwk['use'] !== 'sig') return undefined;
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function outcomeOf({ jws }: Case, given: KeyOrSet | undefined): Outcome {
  if (!passesButForTyp(jws)) return 'gate';
  const key = findKey(given);
  if (key === undefined) return 'key';
  const dot = jws.lastIndexOf('.');
  const signature = readBase64url(jws.slice(dot + 1));
  const options = { key, dsaEncoding: 'ieee-p1363' } as const;
  const isGood = verify('sha256', Buffer.from(jws.slice(0, dot)), options, signature);
  return isGood ? 'accepted' : 'rejected';
}

function run(file: string) {
  const { testGroups } = readCorpus<Corpus>(file);
  const outcomes = testGroups.flatMap((group) =>
    group.tests.map((one) => ({ ...one, outcome: outcomeOf(one, group.public) })),
  );
  const count = (outcome: Outcome) => outcomes.filter((one) => one.outcome === outcome).length;
  const falseAccepts = outcomes.filter(
    ({ outcome, result }) => outcome === 'accepted' && result === 'invalid',
  );
  console.log(
    `${file}: ${outcomes.length} cases, ${count('gate')} refused by the gate, ${count('key')} by their key, ` +
      `${count('rejected')} by the signature, ${count('accepted')} accepted, ${falseAccepts.length} false accepts`,
  );
  return { outcomes, falseAccepts, accepted: count('accepted'), checked: count('rejected') };
}

const signatures = 'wycheproof/json_web_signature.json';
const keys = 'wycheproof/json_web_key.json';

describe('Wycheproof JWS behind the gate (J01 to J13)', () => {
  it.skipIf(isCorpusMissing(signatures))('accepts no JWS that is invalid', () => {
    const { outcomes, falseAccepts, accepted, checked } = run(signatures);
    expect(outcomes.length).toBe(401);
    expect(falseAccepts).toEqual([]);
    expect(outcomes.every(({ jws }) => isRefused(jws))).toBe(true);
    // Both honest ES256 cases are accepted, and signatures were really looked at.
    expect(accepted).toBe(2);
    expect(checked).toBeGreaterThan(15);
  });

  it.skipIf(isCorpusMissing(keys))('accepts no JWS under a key that is not for it', () => {
    const { outcomes, falseAccepts } = run(keys);
    expect(outcomes.length).toBe(26);
    expect(falseAccepts).toEqual([]);
  });
});
