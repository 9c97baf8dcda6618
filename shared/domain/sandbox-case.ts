/**
 * What becomes of each sample licence of the sandbox 沙箱 when it is verified now, and on which check it
 * rests: for strangers to hold their own verifiers against.
 */
export const sandboxCases = {
  valid: { verdict: 'valid' },
  suspended: { verdict: 'invalid', check: 'status', reason: 'licence-suspended' },
  withdrawn: { verdict: 'invalid', check: 'status', reason: 'licence-withdrawn' },
  superseded: { verdict: 'invalid', check: 'status', reason: 'licence-superseded' },
  expired: { verdict: 'invalid', check: 'period', reason: 'expired' },
  tampered: { verdict: 'invalid', check: 'signature', reason: 'signature-invalid' },
  /** Of another province, good here by agreement. */
  foreign: { verdict: 'valid' },
  'unknown-issuer': { verdict: 'invalid', check: 'chain', reason: 'chain-untrusted' },
  /** Of a province whose status list is out of date. */
  stale: { verdict: 'indeterminate', check: 'status', reason: 'status-list-stale' },
} as const;

export type SandboxCase = keyof typeof sandboxCases;
