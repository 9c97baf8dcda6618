import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toRawSignature } from '../../shared/formats/der.ts';

const primitives = makeNodePrimitives();
const data = Buffer.from('一段文字');
const stream = deflateSync(data);
const bomb = deflateSync(Buffer.alloc(10_000_000));

function signedBy(namedCurve: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  const signature = toRawSignature(
    sign('sha256', data, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
  );
  const own = namedCurve === 'P-256' ? toRawSignature(sign('sha256', data, privateKey)) : signature;
  const publicKeyDer = publicKey.export({ format: 'der', type: 'spki' });
  return { suite: 'ES256' as const, publicKey: publicKeyDer, signature: own, data };
}

describe('the primitives in Node', () => {
  it('hash with SHA-256', () => {
    expect(primitives.hash(data)).toEqual(createHash('sha256').update(data).digest());
  });

  it('verify a signature, the first time and from the kept key', () => {
    const check = signedBy('P-256');
    expect([primitives.verifySignature(check), primitives.verifySignature(check)]).toEqual([
      true,
      true,
    ]);
    expect(primitives.verifySignature({ ...check, data: Buffer.from('另一段') })).toBe(false);
  });

  it('verify with the key’s octets as they are now, not as they were', () => {
    const check = signedBy('P-256');
    const publicKey = Uint8Array.from(check.publicKey);
    expect(primitives.verifySignature({ ...check, publicKey })).toBe(true);
    publicKey.set(signedBy('P-256').publicKey);
    expect(primitives.verifySignature({ ...check, publicKey })).toBe(false);
  });

  it('go on verifying when more keys come by than are kept', () => {
    const small = makeNodePrimitives(2);
    const checks = [signedBy('P-256'), signedBy('P-256'), signedBy('P-256')];
    const answers = [...checks, ...checks].map((check) => small.verifySignature(check));
    expect(answers).toEqual(Array(6).fill(true));
  });

  it.each([
    ['a key of another curve', signedBy('P-384')],
    ['no key', { ...signedBy('P-256'), publicKey: new Uint8Array() }],
    [
      'a key with something after it',
      {
        ...signedBy('P-256'),
        publicKey: Buffer.concat([signedBy('P-256').publicKey, Buffer.of(0)]),
      },
    ],
    [
      'a point that is not on the curve',
      {
        ...signedBy('P-256'),
        publicKey: Buffer.concat([
          signedBy('P-256').publicKey.subarray(0, 27),
          Buffer.alloc(64, 7),
        ]),
      },
    ],
    ['a signature of 63 octets', { ...signedBy('P-256'), signature: new Uint8Array(63) }],
    ['a signature of 65 octets', { ...signedBy('P-256'), signature: new Uint8Array(65) }],
    ['r = s = 0 (CVE-2022-21449)', { ...signedBy('P-256'), signature: new Uint8Array(64) }],
  ])('say no to %s and do not throw', (_what, check) => {
    expect(primitives.verifySignature(check)).toBe(false);
  });

  it('inflate one stream', () => {
    expect(primitives.inflate(stream, data.length)).toEqual(data);
  });

  it.each([
    ['longer than allowed', { stream, maxBytes: data.length - 1, reason: 'inflate-too-long' }],
    ['a zip bomb', { stream: bomb, maxBytes: 65_536, reason: 'inflate-too-long' }],
    [
      'followed by other octets',
      { stream: Buffer.concat([stream, Buffer.of(0)]), maxBytes: 100, reason: 'inflate-trailing' },
    ],
    [
      'two streams',
      { stream: Buffer.concat([stream, stream]), maxBytes: 100, reason: 'inflate-trailing' },
    ],
    ['cut short', { stream: stream.subarray(0, -1), maxBytes: 100, reason: 'inflate-stream' }],
    ['not zlib', { stream: data, maxBytes: 100, reason: 'inflate-stream' }],
    ['empty', { stream: new Uint8Array(), maxBytes: 100, reason: 'inflate-stream' }],
  ])('refuse a stream that is %s', (_what, { stream, maxBytes, reason }) => {
    expect(() => primitives.inflate(stream, maxBytes)).toThrow(`malformed: ${reason}`);
  });
});
