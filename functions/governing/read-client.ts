import { createPublicKey } from 'node:crypto';
import {
  type Client,
  type ClientKey,
  maxClientKeys,
  type Scope,
  scopes,
} from '../../shared/domain/client.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { readRfc3339 } from '../../shared/domain/moment.ts';
import {
  gather,
  invalid,
  readArray,
  readEach,
  readInteger,
  readObject,
  readOneOf,
  readString,
  readText,
  refuseRepeats,
} from '../../shared/domain/reading.ts';
import { maxRequestsPerMinute } from '../../shared/domain/request-quota.ts';
import { readDepartmentCode } from '../../shared/domain/social-credit-code.ts';

const fields = ['id', 'name', 'department', 'scopes', 'keys', 'requestsPerMinute'];
/** What a public key may carry beside its point; `d` above all may not stand there. */
const keyFields = ['kty', 'crv', 'x', 'y', 'kid', 'alg', 'use', 'notAfter'];
const idForm = /^[a-z0-9-]{3,64}$/;
const kidForm = /^[\x21-\x7e]{1,128}$/;
const maxNameLength = 100;

function readClientId(value: unknown): ClientId {
  const id = readString(value, '/id');
  if (!idForm.test(id)) throw invalid('/id', 'format');
  return id as ClientId;
}

function readScopes(value: unknown): readonly Scope[] {
  const given = readArray(value, '/scopes', { min: 1, max: scopes.length });
  const read = readEach(given, '/scopes', (one, pointer) => readOneOf(one, pointer, scopes));
  refuseRepeats(read, (index) => `/scopes/${index}`);
  return read;
}

/** The point has to lie on the curve: what Node cannot load is no key. */
function checkPoint(jwk: ClientKey['jwk'], pointer: string): void {
  try {
    createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    throw invalid(pointer, 'key');
  }
}

/**
 * A client's public key with its `kid`, and the moment from which on it proves nothing any more, if any.
 * @throws Problem `request-invalid` naming each fault at its pointer
 */
export function readClientKey(value: unknown, pointer = ''): ClientKey {
  const source = readObject(value, pointer);
  if ('d' in source) throw invalid(`${pointer}/d`, 'private-key');
  readObject(value, pointer, keyFields);
  const kid = readString(source['kid'], `${pointer}/kid`);
  if (!kidForm.test(kid)) throw invalid(`${pointer}/kid`, 'format');
  const jwk = gather<ClientKey['jwk']>({
    kty: () => readOneOf(source['kty'], `${pointer}/kty`, ['EC']),
    crv: () => readOneOf(source['crv'], `${pointer}/crv`, ['P-256']),
    x: () => readString(source['x'], `${pointer}/x`),
    y: () => readString(source['y'], `${pointer}/y`),
  });
  checkPoint(jwk, pointer);
  const { notAfter } = source;
  if (notAfter === undefined) return { kid, jwk };
  return { kid, jwk, notAfter: readRfc3339(notAfter, `${pointer}/notAfter`) };
}

function readKeys(value: unknown): readonly ClientKey[] {
  const keys = readEach(
    readArray(value, '/keys', { min: 1, max: maxClientKeys }),
    '/keys',
    readClientKey,
  );
  refuseRepeats(
    keys.map((key) => key.kid),
    (index) => `/keys/${index}/kid`,
  );
  return keys;
}

/**
 * A new client with its public keys, at most two: EC P-256 JWKs with `kid`. A private key is refused, so that it is
 * never stored, and so are symmetric keys and points off the curve.
 * @throws Problem `request-invalid` naming each fault at its pointer
 * @see RFC 7517, RFC 7518 section 6.2
 */
export function readClient(value: unknown): Client {
  const source = readObject(value, '', fields);
  const { department, requestsPerMinute } = source;
  return gather<Client>({
    id: () => readClientId(source['id']),
    name: () => readText(source['name'], '/name', maxNameLength),
    department: () =>
      department === undefined ? undefined : readDepartmentCode(department, '/department'),
    scopes: () => readScopes(source['scopes']),
    keys: () => readKeys(source['keys']),
    state: () => 'active',
    requestsPerMinute: () =>
      requestsPerMinute === undefined
        ? undefined
        : readInteger(requestsPerMinute, '/requestsPerMinute', {
            min: 1,
            max: maxRequestsPerMinute,
          }),
  });
}
