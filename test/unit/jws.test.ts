import { describe, expect, it } from 'vitest';
import { readJws, readTimes, toCompact, toSigningInput } from '../../shared/formats/jws.ts';
import { signHostileJws } from '../build/hostile-jws.ts';

const expected = { typ: 'sample+jwt', maxBytes: 16_384 };
const signature = Uint8Array.from({ length: 64 }, (_, at) => at + 1);
const certificate = (seed: number) =>
  Uint8Array.from([0x30, 0x82, 0x02, 0x00, ...Array(512).fill(seed)]);

describe('a compact JWS', () => {
  it('is read back as it was made, bytes and all', () => {
    const x5c = [certificate(1), certificate(2)];
    const payload = { iss: '辽宁（示例）', iat: 1, list: [{ a: null }, true] };
    const signingInput = toSigningInput({ typ: 'sample+jwt', kid: 'k-1', x5c }, payload);
    const jws = readJws(toCompact(signingInput, signature), expected);
    expect(jws.header).toEqual({ alg: 'ES256', typ: 'sample+jwt', kid: 'k-1', x5c });
    expect(jws.payload).toEqual(payload);
    expect(Buffer.from(jws.signingInput).toString()).toBe(signingInput);
    expect([...jws.signature]).toEqual([...signature]);
  });

  it('gives the same header for the same header text, and never for another', () => {
    const read = (seed: number, kid: string) => {
      const header = { typ: 'sample+jwt', kid, x5c: [certificate(seed), certificate(9)] };
      return readJws(toCompact(toSigningInput(header, {}), signature), expected).header;
    };
    const first = read(1, 'a');
    expect(read(1, 'a')).toBe(first);
    // Alike where headers are looked up, unlike elsewhere.
    expect(read(1, 'b')).not.toBe(first);
    expect(read(1, 'b').kid).toBe('b');
    expect(read(2, 'a').x5c?.[0]?.[9]).toBe(2);
    expect(read(1, 'a')).toBe(first);
    expect(Object.isFrozen(first) && Object.isFrozen(first.x5c)).toBe(true);
  });

  it('forgets the oldest header and reads it again', () => {
    const read = (kid: string) => {
      const header = { typ: 'sample+jwt', kid: kid.padEnd(100, '.') };
      return readJws(toCompact(toSigningInput(header, {}), signature), expected).header;
    };
    const first = read('0');
    for (let at = 1; at < 200; at += 1) read(String(at));
    expect(read('0')).not.toBe(first);
    expect(read('0')).toEqual(first);
  });

  it('takes no fractions in the payload', () => {
    const text = signHostileJws({ alg: 'ES256', typ: 'sample+jwt' }, '{"KZ_MJ":120.5}');
    expect(() => readJws(text, expected)).toThrow('json-number');
  });

  it('is made with the header asked for, also when its certificates were used before', () => {
    const x5c = [certificate(1)];
    const headerOf = (header: { typ: string; kid?: string }) => {
      const text = toCompact(toSigningInput({ ...header, x5c }, {}), signature);
      return readJws(text, { typ: header.typ, maxBytes: 16_384 }).header;
    };
    for (const header of [{ typ: 'a' }, { typ: 'b' }, { typ: 'b', kid: 'k' }, { typ: 'a' }]) {
      expect(headerOf(header)).toEqual({ alg: 'ES256', x5c, ...header });
      expect(headerOf(header)).toEqual({ alg: 'ES256', x5c, ...header });
    }
  });

  it('is not made from a signature of another width', () => {
    expect(() => toCompact('a.b', new Uint8Array(70))).toThrow('64 bytes');
  });
});

describe('time claims', () => {
  it('are read in seconds, those present and those required', () => {
    expect(readTimes({})).toEqual({});
    expect(readTimes({ iat: 0, nbf: 1, exp: 253_402_300_799 }, ['iat', 'exp'])).toEqual({
      issuedAtSeconds: 0,
      notBeforeSeconds: 1,
      expiresAtSeconds: 253_402_300_799,
    });
    expect(() => readTimes({ exp: 1 }, ['iat', 'exp'])).toThrow('time-iat');
  });
});
