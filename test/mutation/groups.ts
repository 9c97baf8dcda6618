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
    mutate: ['formats/certificate*', 'formats/der*', 'formats/octets'],
    tests: [
      ...['unit/der-*', 'unit/certificate-der', 'unit/certificate-name', 'unit/certificate-time'],
      ...['unit/certificate-extensions', 'unit/certificate-reading'],
      ...['unit/certificate-revocation*', 'unit/certificate-making*'],
    ],
  },
  paths: {
    mutate: [
      ...['verify/path*', 'verify/name-*', 'verify/applicability', 'verify/bounded-cache'],
      ...['verify/reasons-of-chain', 'verify/signer-chains', 'verify/primitives', 'verify/realm'],
    ],
    tests: [
      ...['unit/path-*', 'unit/signer-chains', 'unit/applicability', 'unit/realm'],
      ...['unit/bounded-cache', 'unit/certificate-path', 'unit/certificate-name-constraints'],
      ...['unit/certificate-refusals-*', 'unit/certificate-revocation'],
    ],
  },
  credentials: {
    mutate: [
      ...['formats/credential*', 'formats/jws*', 'formats/dpop-proof', 'formats/presentation'],
      ...['formats/public-jwk', 'formats/receipt', 'formats/cloud-event', 'formats/type-metadata'],
    ],
    tests: [
      ...['unit/credential*', 'unit/jws*', 'unit/receipt', 'unit/presentation'],
      ...['unit/dpop-proof', 'unit/cloud-event', 'unit/type-metadata'],
      ...['vectors/jose-negatives', 'vectors/dpop-*', 'vectors/sd-jwt-*'],
    ],
  },
  encodings: {
    mutate: [
      ...['formats/base32', 'formats/base64url', 'formats/c*json', 'formats/json-*'],
      ...['formats/strict-json', 'formats/cbor*', 'formats/cose-sign1'],
    ],
    tests: [
      ...['unit/base32', 'unit/base64url', 'unit/cbor', 'unit/cose-sign1', 'unit/json-bounds'],
      'unit/strict-json',
    ],
  },
  codesAndLists: {
    mutate: [
      ...['formats/printed-code*', 'formats/status-list', 'formats/trust-list*'],
      ...['formats/department-sheet', 'formats/issue-root*', 'formats/offline-kit*'],
      'formats/trail-checkpoint',
    ],
    tests: [
      ...['unit/printed-code*', 'unit/status-list', 'vectors/status-list'],
      ...['unit/signed-file-fields', 'unit/trust-list*', 'unit/department-sheet*'],
      ...['unit/offline-kit-file', 'unit/chained-files'],
    ],
  },
  documents: {
    mutate: [
      ...['formats/document-attachments', 'formats/document-characters'],
      'formats/document-cross-references',
      ...['formats/document-date', 'formats/document-file', 'formats/document-filters'],
      ...['formats/document-objects', 'formats/document-parser', 'formats/document-values'],
      ...['formats/document-writer', 'formats/licence-in-document'],
    ],
    tests: [
      ...['unit/document-cross-references', 'unit/document-file', 'unit/document-objects'],
      ...['unit/document-parser', 'unit/document-values'],
    ],
  },
  documentSignatures: {
    mutate: [
      ...['formats/cms*', 'formats/document-fitness', 'formats/document-revisions'],
      ...['formats/document-signatures', 'verify/document-signatures', 'verify/document-verifier'],
      ...['verify/presented-document', 'verify/read-document', 'verify/reasons-of-documents'],
    ],
    tests: [
      ...['unit/cms*', 'unit/document-fitness', 'unit/document-revisions'],
      ...['unit/document-signature*', 'unit/read-document', 'unit/verify-document-*'],
    ],
  },
  documentMaking: {
    mutate: [
      ...['formats/document-appearance', 'formats/document-pages', 'formats/document-signing'],
      'formats/document-update',
    ],
    tests: ['unit/document-pages', 'unit/document-signing', 'unit/document-update'],
  },
  pictures: {
    mutate: ['formats/seal-*', 'formats/png*', 'formats/qr-symbol', 'formats/glyph-coverage'],
    tests: [
      ...['unit/seal-a*', 'unit/seal-layout', 'unit/seal-png-bounds', 'unit/seal-svg'],
      ...['unit/png', 'unit/qr-symbol', 'unit/glyph-coverage'],
    ],
  },
  checks: {
    mutate: [
      ...['verify/and-then', 'verify/check-*', 'verify/conclude', 'verify/examine-*'],
      ...['verify/find-*', 'verify/evidence', 'verify/licence-evidence', 'verify/make-verifier'],
      ...['verify/printed-*', 'verify/proofs', 'verify/read-presented', 'verify/reasons'],
      ...['verify/to-verified-licence', 'verify/verdict', 'verify/verification'],
      'verify/worth-asking-again',
    ],
    tests: [
      ...['unit/verify-checks', 'unit/verify-compromised-seal', 'unit/verify-licence*'],
      ...['unit/verify-past', 'unit/verify-printed-code*', 'unit/verify-recognition*'],
      ...['unit/verify-asks-again', 'unit/verification-tells', 'unit/find-inclusion'],
      ...['unit/check-bounds', 'unit/check-holder-binding'],
    ],
  },
  trust: {
    mutate: [
      ...['verify/department-sheets', 'verify/file-kinds', 'verify/issue-root*'],
      ...['verify/licence-signers', 'verify/load-trust', 'verify/offline-kit'],
      ...['verify/open-receipt', 'verify/prove-signing-time', 'verify/read-trust-anchors'],
      ...['verify/recognised-anchors', 'verify/signed-files', 'verify/status-lists'],
      ...['verify/trail-*', 'verify/trust-lists', 'verify/verifier-shelf'],
    ],
    tests: [
      ...['unit/verify-compromised-seal', 'unit/verify-past'],
      ...['unit/trail-audit', 'unit/receipt', 'unit/issue-root*', 'unit/offline-kit'],
      ...['unit/kit-shelf', 'unit/held-*', 'unit/department-sheets', 'unit/licence-standing'],
      'unit/recognised-anchors',
    ],
  },
  numbers: {
    mutate: [
      ...['domain/alphanumeric', 'domain/bounded-pattern', 'domain/identifier*'],
      ...['domain/foreign-identifier', 'domain/licence-number', 'domain/number-*'],
      ...['domain/hybrid-check', 'domain/licence-type-code', 'domain/serial'],
      'domain/status-index-permutation',
    ],
    tests: [
      ...['unit/domain-bounds', 'unit/domain-codes', 'unit/domain-definitions'],
      ...['unit/domain-identifiers', 'unit/domain-licence-types', 'unit/domain-numbers'],
      ...['unit/status-index', 'vectors/codes'],
    ],
  },
  people: {
    mutate: [
      ...['domain/act-count', 'domain/citizen-number', 'domain/client', 'domain/department*'],
      ...['domain/division-code', 'domain/holder*', 'domain/request-quota', 'domain/rights'],
      'domain/social-credit-code',
    ],
    tests: [
      ...['unit/domain-bounds', 'unit/domain-codes', 'unit/domain-events', 'unit/domain-people'],
      ...['unit/domain-licence-types', 'unit/directory-changes', 'vectors/codes'],
    ],
  },
  licenceTypes: {
    mutate: [
      ...['domain/face*', 'domain/item-*', 'domain/licence-type'],
      ...['domain/licence-type-definition', 'domain/licence-type-reading'],
    ],
    tests: ['unit/domain-definitions', 'unit/domain-ids', 'unit/domain-licence-types'],
  },
  texts: {
    mutate: ['domain/decimal', 'domain/image-item', 'domain/reading', 'domain/text'],
    tests: ['unit/domain-bounds', 'unit/domain-items', 'unit/domain-reading'],
  },
  times: {
    mutate: [
      ...['domain/civil-date', 'domain/drawn-id', 'domain/duty', 'domain/field-check'],
      ...['domain/ids', 'domain/issue-hour', 'domain/moment'],
      ...['domain/sandbox-case', 'domain/stamp', 'domain/timed-id', 'domain/upload'],
      ...['domain/validity', 'domain/work*'],
    ],
    tests: [
      ...['unit/domain-bounds', 'unit/domain-dates', 'unit/domain-ids', 'unit/field-check'],
      ...['unit/issue-hour', 'unit/working-day'],
    ],
  },
  licences: {
    mutate: [
      ...['domain/licence', 'domain/licence-[dfqrsv]*', 'domain/loss-report'],
      ...['domain/repeated-request', 'domain/restored-status', 'domain/signing-attempts'],
      'domain/writing-turn',
    ],
    tests: [
      ...['unit/bulk-changes', 'unit/domain-ids', 'unit/domain-states', 'unit/domain-turns'],
      ...['unit/licence-drafts', 'unit/licence-fold', 'unit/narrowed-callers'],
      ...['unit/repeated-request', 'unit/restored-status'],
    ],
  },
  seals: {
    mutate: ['domain/seal*', 'domain/usable-seal'],
    tests: ['unit/domain-seal-image', 'unit/domain-turns', 'unit/seal-state'],
  },
  trails: {
    mutate: [
      'domain/event',
      'domain/fact',
      'domain/merkle*',
      'domain/seen-digests',
      'domain/trail',
    ],
    tests: [
      ...['unit/domain-events', 'unit/domain-ids', 'unit/seen-digests', 'unit/trail-audit'],
      'vectors/merkle',
    ],
  },
  holding: {
    mutate: [
      ...['domain/authorisation', 'domain/complaint', 'domain/delegation'],
      ...['domain/retrieval-request', 'domain/show-code', 'domain/use-record', 'domain/webhook'],
    ],
    tests: ['unit/domain-events', 'unit/domain-ids', 'unit/domain-turns', 'unit/holding-states'],
  },
  proposals: {
    mutate: [
      ...['domain/agreement', 'domain/proposal*', 'domain/province-certificates'],
      'domain/recognised-province',
    ],
    tests: [
      ...['unit/agreement', 'unit/directory-changes', 'unit/domain-ids', 'unit/domain-turns'],
      'unit/proposal',
    ],
  },
  bulk: {
    mutate: ['domain/bulk-*'],
    tests: [
      ...['unit/bulk-cell', 'unit/bulk-changes', 'unit/bulk-job', 'unit/bulk-table'],
      ...['unit/domain-bounds', 'unit/domain-ids'],
    ],
  },
};
