import type { LicenceState } from '../domain/licence.ts';

/** What people wait for, and what is counted apart. */
export type Operation =
  | 'issue-licence'
  | 'issue-version'
  | 'change-licence-state'
  | 'verify-licence'
  | 'verify-batch'
  | 'retrieve-licences'
  | 'answer-field-check'
  | 'look-up-by-duty';

/** What has to appear again and again: public files, and the trail's checkpoints. */
export type PublishedFile =
  | 'status-list'
  | 'trust-list'
  | 'issue-root'
  | 'offline-kit'
  | 'trail-checkpoint';

/** `refused` by a rule, which is as it should be; `failed` through our own fault. */
export type Outcome = 'done' | 'refused' | 'failed';

/** As verification gives it. */
export type CountedVerdict = 'valid' | 'invalid' | 'indeterminate';

/** An answered request, and the verdict where it verified. */
export type CountedRequest =
  | {
      readonly what: 'request-answered';
      readonly operation: Operation;
      readonly outcome: Outcome;
      readonly milliseconds: number;
      /** A code of the catalogue; absent when nothing was refused. */
      readonly problem?: string;
    }
  | { readonly what: 'licence-verified'; readonly verdict: CountedVerdict };

/** Something that happened, as far as it is counted: words of closed sets and numbers, never an id. */
export type Counted =
  | CountedRequest
  | { readonly what: 'licence-issued' }
  | { readonly what: 'signature-wrong' }
  | { readonly what: 'licence-changed'; readonly state: LicenceState }
  | { readonly what: 'reservations-left'; readonly count: number }
  | { readonly what: 'keys-unsettled'; readonly count: number }
  | { readonly what: 'file-published'; readonly file: PublishedFile }
  | { readonly what: 'file-not-published'; readonly file: PublishedFile }
  | { readonly what: 'checks-limited'; readonly operation: Operation }
  | { readonly what: 'checks-unusual' }
  | { readonly what: 'spoken-code-locked' }
  | { readonly what: 'webhook-disabled' }
  | { readonly what: 'calendar-missing' }
  | { readonly what: 'mirror-refused' }
  | { readonly what: 'mirror-behind' };

/** Where is counted what happens, for alarms and graphs. Not durable, never waited for; losing a count loses no truth. */
export interface Metrics<What extends Counted = Counted> {
  count(counted: What): void;
}
