import { describe, expect, it } from 'vitest';
import { type Reason, reasons } from '../../shared/verify/reasons.ts';

/** Codes as they were published; a new one is added here, none is ever taken away. */
const published = `
not-checked malformed signature-invalid chain-untrusted chain-signature chain-not-yet-valid chain-expired
chain-key chain-profile chain-constraint chain-name-constraint chain-key-usage chain-purpose
chain-critical-extension chain-policy chain-peer chain-revoked chain-revocation-unknown chain-work
chain-malformed seal-unknown seal-authority-unlisted seal-not-yet-enabled seal-suspended seal-cancelled
seal-compromised seal-time-unproven seal-of-another-department issuer-of-another-province
department-unknown department-of-another-province type-mismatch identifier-mismatch type-not-authorised issued-in-future not-yet-valid
expired licence-suspended licence-withdrawn licence-penalty-revoked licence-deregistered
licence-transferred licence-superseded licence-ended status-unknown status-out-of-range
status-list-elsewhere status-list-unreachable status-list-malformed status-list-untrusted
status-list-mismatch status-list-stale status-list-ahead status-list-rolled-back
status-history-unavailable trust-list-unreachable trust-list-malformed trust-list-untrusted
trust-list-mismatch trust-list-stale trust-list-ahead trust-list-rolled-back trust-list-behind
sheet-unreachable sheet-mismatch sheet-malformed sheet-stale recognition-not-established recognition-not-in-force
recognition-issued-outside recognition-item-missing
disclosure-malformed disclosure-doubled disclosure-unreferenced disclosure-conflicting
holder-binding-missing holder-binding-unexpected holder-binding-malformed holder-binding-invalid
holder-binding-of-another-presentation holder-binding-out-of-time seal-certificate-unpublished
document-malformed document-encrypted document-not-signed document-signature-malformed document-byte-range
document-altered document-added-to document-dated-ahead document-of-another-licence`
  .trim()
  .split(/\s+/);

describe('reasons', () => {
  it('are only ever added to', () => {
    expect(Object.keys(reasons)).toEqual(published);
  });

  it('each have a sentence in Chinese and one in English that a clerk can repeat', () => {
    for (const code of Object.keys(reasons) as Reason[]) {
      expect(reasons[code].zh).toMatch(/^\p{Script=Han}.*。$/su);
      expect(reasons[code].en).toMatch(/^[A-Z][ -~]*\.$/);
    }
  });
});
