import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';

/** What a new key consists of: the secret as it is kept, and for a key pair its public half (DER SubjectPublicKeyInfo). */
export interface KeyMaterial {
  readonly secret: Buffer;
  readonly publicKey?: Buffer;
}

interface KeySpecRules {
  readonly usage: 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC';
  readonly algorithmsMember: 'SigningAlgorithms' | 'MacAlgorithms';
  readonly algorithms: readonly string[];
  readonly makeMaterial: () => KeyMaterial;
}

function makeKeyPair(): KeyMaterial {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    secret: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }),
  };
}

/** All that the engine knows of each kind of key. */
export const keySpecs = {
  ECC_NIST_P256: {
    usage: 'SIGN_VERIFY',
    algorithmsMember: 'SigningAlgorithms',
    algorithms: ['ECDSA_SHA_256'],
    makeMaterial: makeKeyPair,
  },
  HMAC_256: {
    usage: 'GENERATE_VERIFY_MAC',
    algorithmsMember: 'MacAlgorithms',
    algorithms: ['HMAC_SHA_256'],
    makeMaterial: () => ({ secret: randomBytes(32) }),
  },
} as const satisfies Record<string, KeySpecRules>;

/** A kind of key that this engine makes. */
export type KeySpec = keyof typeof keySpecs;

/** Is this kind made here? */
export function isKeySpec(name: string): name is KeySpec {
  return Object.hasOwn(keySpecs, name);
}

/** The private key from its kept form, PKCS #8 DER. */
export function toPrivateKey(secret: Buffer) {
  return createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
}

/** Kinds, uses and algorithms that KMS's model names: what is among them but not made here is unsupported, all else is invalid. */
export const kmsModel = {
  keySpecs: [
    'RSA_2048',
    'RSA_3072',
    'RSA_4096',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'SYMMETRIC_DEFAULT',
    'HMAC_224',
    'HMAC_256',
    'HMAC_384',
    'HMAC_512',
    'SM2',
    'ML_DSA_44',
    'ML_DSA_65',
    'ML_DSA_87',
    'ECC_NIST_EDWARDS25519',
  ],
  keyUsages: ['SIGN_VERIFY', 'ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'],
  signingAlgorithms: [
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'ECDSA_SHA_256',
    'ECDSA_SHA_384',
    'ECDSA_SHA_512',
    'SM2DSA',
    'ML_DSA_SHAKE_256',
    'ED25519_SHA_512',
    'ED25519_PH_SHA_512',
  ],
  macAlgorithms: ['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512'],
  messageTypes: ['RAW', 'DIGEST', 'EXTERNAL_MU'],
} as const;
