import { describe, expect, it } from 'vitest';
import { type JwsExpectation, readJws, readTimes } from '../../shared/formats/jws.ts';
import { hostileKey, signHostileJws, toHostilePart } from '../build/hostile-jws.ts';
import { refusalOf } from '../build/refusal-of.ts';

const expected: JwsExpectation = { typ: 'sample+jwt', maxBytes: 65_536 };
const header = { alg: 'ES256', typ: 'sample+jwt' };
const payload = { iss: 'https://a.example', iat: 1_780_000_000 };
const good = signHostileJws(header, payload);
const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');

const withHeader = (changes: object) => signHostileJws({ ...header, ...changes }, payload);
const withoutTyp = signHostileJws({ alg: 'ES256' }, payload);
const withPayload = (text: string | Uint8Array) => signHostileJws(header, text);
const withSignature = (signature: Uint8Array) =>
  `${goodHeader}.${goodPayload}.${toHostilePart(signature)}`;
const publicJwk = hostileKey.export({ format: 'jwk' });

/** A DER SEQUENCE of that many content octets. */
function der(contentBytes: number): Buffer {
  const head = Buffer.from([0x30, 0x82, contentBytes >> 8, contentBytes & 0xff]);
  return Buffer.concat([head, Buffer.alloc(contentBytes)]);
}
const certificate = der(600).toString('base64');
const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
/** The last character of the signature with its unused bits set: the same bytes, another spelling. */
const respelt = (text: string) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.slice(-1)) | 1];
};

/** Attack, token, reason. Every signature is right unless it is the signature that is attacked. */
const cases: readonly (readonly [string, string, string])[] = [
  ['J01 alg none', withHeader({ alg: 'none' }), 'jws-alg'],
  ['J01 alg None', withHeader({ alg: 'None' }), 'jws-alg'],
  [
    'J01 alg nOnE without a signature',
    `${toHostilePart({ ...header, alg: 'nOnE' })}.${goodPayload}.`,
    'jws-alg',
  ],
  ['J01 alg es256', withHeader({ alg: 'es256' }), 'jws-alg'],
  ['J01 alg missing', signHostileJws({ typ: 'sample+jwt' }, payload), 'jws-alg'],
  ['J01 alg as array', withHeader({ alg: ['ES256'] }), 'jws-alg'],
  ['J02 HS256 with the public key', withHeader({ alg: 'HS256' }), 'jws-alg'],
  ['J02 another signature suite', withHeader({ alg: 'ES384' }), 'jws-alg'],
  ['J03 embedded jwk', withHeader({ jwk: publicJwk }), 'jws-header-name'],
  ['J03 jku', withHeader({ jku: 'https://evil.example/jwks' }), 'jws-header-name'],
  ['J03 x5u', withHeader({ x5u: 'https://evil.example/x5u' }), 'jws-header-name'],
  ['J03 x5t#S256 beside nothing', withHeader({ 'x5t#S256': 'AA' }), 'jws-header-name'],
  ['J04 no certificate in x5c', withHeader({ x5c: [] }), 'jws-x5c'],
  ['J04 five certificates', withHeader({ x5c: Array(5).fill(certificate) }), 'jws-x5c'],
  [
    'J04 fifty certificates',
    withHeader({ x5c: Array(50).fill(der(20).toString('base64')) }),
    'jws-x5c',
  ],
  [
    'J04 certificates of more than 16 KiB',
    withHeader({ x5c: [der(12_600).toString('base64')] }),
    'jws-x5c',
  ],
  ['J04 x5c as one text', withHeader({ x5c: certificate }), 'jws-x5c'],
  ['J04 x5c of numbers', withHeader({ x5c: [7] }), 'jws-x5c'],
  [
    'J04 bytes behind the certificate',
    withHeader({ x5c: [Buffer.concat([der(600), Buffer.from([0])]).toString('base64')] }),
    'jws-x5c',
  ],
  [
    'J04 a certificate cut short',
    withHeader({ x5c: [der(600).subarray(0, 500).toString('base64')] }),
    'jws-x5c',
  ],
  [
    'J04 indefinite length',
    withHeader({ x5c: [Buffer.from([0x30, 0x80, 0, 0]).toString('base64')] }),
    'jws-x5c',
  ],
  [
    'J04 base64url in x5c',
    withHeader({ x5c: [Buffer.from([0x30, 2, 0xfb, 0xff]).toString('base64url')] }),
    'base64',
  ],
  [
    'J04 white space in x5c',
    withHeader({ x5c: [`${certificate.slice(0, 64)}\n${certificate.slice(64)}`] }),
    'base64',
  ],
  [
    'J04 x5c without its padding',
    withHeader({ x5c: [der(601).toString('base64').replace(/=+$/, '')] }),
    'base64',
  ],
  ['J05 kid as object', withHeader({ kid: { $ne: null } }), 'jws-kid'],
  ['J05 kid as array', withHeader({ kid: ['a'] }), 'jws-kid'],
  ['J05 kid as number', withHeader({ kid: 1 }), 'jws-kid'],
  ['J05 empty kid', withHeader({ kid: '' }), 'jws-kid'],
  ['J05 kid of 129 characters', withHeader({ kid: 'k'.repeat(129) }), 'jws-kid'],
  ['J05 kid of a megabyte', withHeader({ kid: 'k'.repeat(1_000_000) }), 'jws-too-large'],
  [
    'J06 unknown crit',
    withHeader({ crit: ['urn:example:x'], 'urn:example:x': 1 }),
    'jws-header-name',
  ],
  ['J06 empty crit', withHeader({ crit: [] }), 'jws-header-name'],
  ['J06 crit of an absent name', withHeader({ crit: ['exp'] }), 'jws-header-name'],
  ['J06 crit of a registered name', withHeader({ crit: ['alg'] }), 'jws-header-name'],
  ['J07 b64 false with crit', withHeader({ b64: false, crit: ['b64'] }), 'jws-header-name'],
  ['J07 b64 false without crit', withHeader({ b64: false }), 'jws-header-name'],
  ['J07 zip in a JWS', withHeader({ zip: 'DEF' }), 'jws-header-name'],
  [
    'J08 doubled name in the header',
    signHostileJws('{"alg":"none","alg":"ES256","typ":"sample+jwt"}', payload),
    'json-duplicate-name',
  ],
  ['J08 doubled name in the claims', withPayload('{"iss":"a","iss":"b"}'), 'json-duplicate-name'],
  [
    'J08 doubled name, once escaped',
    withPayload('{"iss":"a","\\u0069ss":"b"}'),
    'json-duplicate-name',
  ],
  [
    'J08 doubled name deep within',
    withPayload('{"a":[{"b":{"c":1,"d":2,"c":3}}]}'),
    'json-duplicate-name',
  ],
  ['J09 signature of 63 bytes', withSignature(new Uint8Array(63)), 'jws-signature'],
  ['J09 signature of 65 bytes', withSignature(new Uint8Array(65)), 'jws-signature'],
  [
    'J09 DER in place of r and s',
    withSignature(
      Buffer.concat([
        Buffer.from([0x30, 68, 2, 32]),
        Buffer.alloc(32, 1),
        Buffer.from([2, 32]),
        Buffer.alloc(32, 1),
      ]),
    ),
    'jws-signature',
  ],
  ['J09 no signature', `${goodHeader}.${goodPayload}.`, 'jws-signature'],
  ['J10 padding', `${good}==`, 'base64url'],
  ['J10 line break behind', `${good}\n`, 'base64url'],
  ['J10 space before', ` ${good}`, 'base64url'],
  [
    'J10 line break within the payload',
    `${goodHeader}.${goodPayload.slice(0, 8)}\n${goodPayload.slice(8)}.${goodSignature}`,
    'base64url',
  ],
  ['J10 last character not canonical', respelt(good), 'base64url'],
  [
    'J10 plus and slash',
    `${goodHeader}.${goodPayload}.${goodSignature.slice(0, -4)}+/+A`,
    'base64url',
  ],
  ['J10 one character too many', `${good}AAA`, 'base64url'],
  [
    'J10 a character beyond ASCII',
    `${goodHeader}.${goodPayload}.${goodSignature.slice(0, -1)}Ａ`,
    'not-ascii',
  ],
  ['J10 a zero byte', `${good}\0`, 'base64url'],
  ['J10 four parts', `${good}.AA`, 'jws-parts'],
  ['J10 two parts', `${goodHeader}.${goodPayload}`, 'jws-parts'],
  ['J10 no header', `.${goodPayload}.${goodSignature}`, 'jws-parts'],
  ['J10 an empty text', '', 'jws-parts'],
  ['J11 typ missing', withoutTyp, 'jws-typ'],
  ['J11 a status list as licence', withHeader({ typ: 'statuslist+jwt' }), 'jws-typ'],
  ['J11 typ in capitals', withHeader({ typ: 'SAMPLE+JWT' }), 'jws-typ'],
  ['J11 typ with its tree', withHeader({ typ: 'application/sample+jwt' }), 'jws-typ'],
  ['J11 typ as array', withHeader({ typ: ['sample+jwt'] }), 'jws-typ'],
  ['J12 exp 1e400', withPayload('{"exp":1e400}'), 'json-number'],
  ['J12 exp NaN', withPayload('{"exp":NaN}'), 'json-syntax'],
  ['J12 exp with a fraction', withPayload('{"exp":1780000000.5}'), 'json-number'],
  ['J12 exp with an exponent', withPayload('{"exp":178e7}'), 'json-number'],
  ['J12 exp beyond 2^53', withPayload('{"exp":9007199254740993}'), 'json-number'],
  ['J13 payload an array', withPayload('[]'), 'jws-payload'],
  ['J13 payload null', withPayload('null'), 'jws-payload'],
  ['J13 payload a text', withPayload('"iss"'), 'jws-payload'],
  ['J13 payload empty', `${goodHeader}..${goodSignature}`, 'json-syntax'],
  ['J13 header an array', signHostileJws('[]', payload), 'jws-header'],
  ['J13 header null', signHostileJws('null', payload), 'jws-header'],
  ['J13 byte order mark', withPayload('\ufeff{}'), 'json-bom'],
  [
    'J13 invalid UTF-8',
    withPayload(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)),
    'json-utf8',
  ],
  ['J13 overlong UTF-8', withPayload(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)), 'json-utf8'],
  [
    'J13 a surrogate in UTF-8',
    withPayload(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)),
    'json-utf8',
  ],
  ['J13 an escaped lone surrogate', withPayload('{"iss":"\\ud800"}'), 'json-surrogate'],
  ['J13 surrogates the wrong way round', withPayload('{"iss":"\\udc00\\ud800"}'), 'json-surrogate'],
  ['J13 __proto__', withPayload('{"__proto__":{"iss":"a"}}'), 'json-proto-name'],
  ['J13 __proto__ escaped', withPayload('{"\\u005f_proto__":{}}'), 'json-proto-name'],
  ['J13 seventeen levels', withPayload(nested(16)), 'json-depth'],
  ['J13 text behind the payload', withPayload('{} {}'), 'json-trailing'],
  ['J13 a megabyte of brackets', withPayload(nested(500_000)), 'jws-too-large'],
];

/** Claims that the gate lets pass as JSON and the reader of times refuses. */
const timeCases: readonly (readonly [string, object, string])[] = [
  ['J12 exp as text', { exp: '1780000000' }, 'time-exp'],
  ['J12 exp negative', { exp: -1 }, 'time-exp'],
  ['J12 exp beyond the year 9999', { exp: 253_402_300_800 }, 'time-exp'],
  ['J12 exp null', { exp: null }, 'time-exp'],
  ['J12 exp missing', {}, 'time-exp'],
  ['J12 iat as array', { exp: 1, iat: [1] }, 'time-iat'],
  ['J12 nbf true', { exp: 1, nbf: true }, 'time-nbf'],
];

describe('the gate for compact JWS', () => {
  it('lets the honest one pass', () => {
    expect(refusalOf(() => readJws(good, expected))).toBeUndefined();
  });

  it.each(cases)('refuses %s', (_, token, reason) => {
    expect(refusalOf(() => readJws(token, expected))).toBe(`malformed ${reason}`);
  });

  it.each(timeCases)('refuses %s', (_, claims, reason) => {
    const { payload: read } = readJws(signHostileJws(header, claims), expected);
    expect(refusalOf(() => readTimes(read, ['exp']))).toBe(`malformed ${reason}`);
  });

  it('J13 refuses ten megabytes and a hundred thousand levels within 50 ms each', () => {
    const wide = { typ: 'sample+jwt', maxBytes: 16_000_000 };
    const hostile = [`{"a":"${'x'.repeat(10_000_000)}`, nested(100_000)].map(withPayload);
    for (const token of hostile) {
      const start = process.cpuUsage();
      expect(refusalOf(() => readJws(token, expected))).toBe('malformed jws-too-large');
      expect(process.cpuUsage(start).user).toBeLessThan(50_000);
    }
    expect(refusalOf(() => readJws(withPayload(nested(100_000)), wide))).toBe(
      'malformed json-depth',
    );
  });

  it('holds more than forty lines, each named by its threat', () => {
    expect(cases.length + timeCases.length).toBeGreaterThanOrEqual(60);
    console.log(`own JOSE negatives: ${cases.length + timeCases.length}`);
    const threats = new Set([...cases, ...timeCases].map(([name]) => name.slice(0, 3)));
    expect(threats.size).toBe(13);
  });
});
