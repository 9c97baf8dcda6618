/** Files of `shared` that are altered together, and the tests that are about them. */
export interface MutationGroup {
  /** Names of files in `shared`, without `.ts`; `*` stands for any letters. */
  readonly mutate: readonly string[];
  /** Names of files in `test`, without `.test.ts`. */
  readonly tests: readonly string[];
}

/**
 * What `npm run mutate` runs, group by group. Each is held against the fast tests that are about it, not against
 * all: that takes an hour instead of a night, and what only a distant test would notice counts as survived.
 * `test/architecture/mutation.test.ts` holds every file of the three folders to one group.
 */
export const mutationGroups: Readonly<Record<string, MutationGroup>> = {
  certificates: {
    mutate: ['formats/certificate*', 'formats/der*'],
    tests: ['unit/certificate-*', 'vectors/x509-limbo', 'unit/node-primitives'],
  },
  paths: {
    mutate: [
      ...['verify/path*', 'verify/name-*', 'verify/applicability', 'verify/bounded-cache'],
      ...['verify/reasons-of-chain', 'verify/signer-chains', 'verify/primitives', 'verify/realm'],
    ],
    tests: ['unit/certificate-*', 'vectors/x509-limbo', 'unit/verify-*', 'unit/node-primitives'],
  },
  credentials: {
    mutate: [
      ...['formats/credential*', 'formats/jws*', 'formats/dpop-proof', 'formats/presentation'],
      ...['formats/public-jwk', 'formats/receipt', 'formats/cloud-event', 'formats/type-metadata'],
    ],
    tests: ['unit/*', 'vectors/*', 'property/credential'],
  },
  encodings: {
    mutate: [
      ...['formats/base32', 'formats/base64url', 'formats/c*json', 'formats/json-*'],
      ...['formats/strict-json', 'formats/cbor*', 'formats/cose-sign1'],
    ],
    tests: ['unit/*', 'vectors/*', 'property/*'],
  },
  codesAndLists: {
    mutate: [
      ...['formats/printed-code*', 'formats/status-list', 'formats/trust-list*'],
      ...['formats/department-sheet', 'formats/issue-root*', 'formats/offline-kit*'],
      'formats/trail-checkpoint',
    ],
    tests: ['unit/*', 'vectors/*', 'property/*'],
  },
  documents: {
    mutate: [
      ...['formats/document-*', 'formats/cms*', 'formats/licence-in-document'],
      ...['verify/document-signatures', 'verify/document-verifier', 'verify/presented-document'],
      ...['verify/read-document', 'verify/reasons-of-documents'],
    ],
    tests: ['unit/verify-document'],
  },
  pictures: {
    mutate: ['formats/seal-*', 'formats/png*', 'formats/qr-symbol', 'formats/glyph-coverage'],
    tests: ['unit/seal-pictures', 'unit/glyph-coverage', 'unit/domain-seal-image'],
  },
  checks: {
    mutate: [
      ...['verify/and-then', 'verify/check-*', 'verify/conclude', 'verify/examine-*'],
      ...['verify/find-*', 'verify/evidence', 'verify/licence-evidence', 'verify/make-verifier'],
      ...['verify/printed-*', 'verify/proofs', 'verify/read-presented', 'verify/reasons'],
      ...['verify/to-verified-licence', 'verify/verdict', 'verify/verification'],
      'verify/worth-asking-again',
    ],
    tests: ['unit/verify-*', 'unit/find-inclusion', 'property/verify'],
  },
  trust: {
    mutate: [
      ...['verify/department-sheets', 'verify/file-kinds', 'verify/issue-root*'],
      ...['verify/licence-signers', 'verify/load-trust', 'verify/offline-kit'],
      ...['verify/open-receipt', 'verify/prove-signing-time', 'verify/read-trust-anchors'],
      ...['verify/recognised-anchors', 'verify/signed-files', 'verify/status-lists'],
      ...['verify/trail-*', 'verify/trust-lists', 'verify/verifier-shelf'],
    ],
    tests: ['unit/*', 'property/*'],
  },
  rules: {
    mutate: ['domain/[a-h]*'],
    tests: ['unit/*', 'vectors/*', 'property/domain-rules'],
  },
  records: {
    mutate: ['domain/[i-z]*'],
    tests: ['unit/*', 'vectors/*', 'property/domain-rules'],
  },
};
