import type { Agreement } from './agreement.ts';
import type { Client } from './client.ts';
import type { Department, Entitlement } from './department.ts';
import type { Duty } from './duty.ts';
import type { LicenceType } from './licence-type.ts';
import type { ProvinceCertificates } from './province-certificates.ts';
import type { RecognisedProvince } from './recognised-province.ts';

/** What is done to the directory, in a word that people read in proposals and in the history. */
export type Act =
  | 'register-department'
  | 'change-department'
  | 'define-licence-type'
  | 'grant-entitlement'
  | 'end-entitlement'
  | 'grant-duty'
  | 'change-duty'
  | 'end-duty'
  | 'register-client'
  | 'add-client-key'
  | 'remove-client-key'
  | 'revoke-client'
  | 'add-province'
  | 'add-anchor'
  | 'retire-anchor'
  | 'remove-province'
  | 'conclude-agreement'
  | 'extend-agreement'
  | 'end-agreement'
  | 'hold-ceremony'
  | 'announce-signer'
  | 'switch-signer';

/** One thing of the directory before and after; without `before` it is new. */
interface ChangeOf<Kind extends string, Thing> {
  readonly kind: Kind;
  readonly act: Act;
  readonly before?: Thing;
  readonly after: Thing;
}

/**
 * A change of the directory as a whole: what stood there when it was worked out, and what is to stand
 * there. It is good only as long as `before` still stands; of a licence type, `before` is the latest
 * version, which stays.
 */
export type DirectoryChange =
  | ChangeOf<'department', Department>
  | ChangeOf<'licence-type', LicenceType>
  | ChangeOf<'entitlement', Entitlement>
  | ChangeOf<'duty', Duty>
  | ChangeOf<'client', Client>
  | ChangeOf<'province', RecognisedProvince>
  | ChangeOf<'agreement', Agreement>
  | ChangeOf<'certificates', ProvinceCertificates>;

/** Whose history a change stands in: `department#<code>` (with its entitlements and duties), `type#<code>`, `client#<id>`, `province#<code>` of another province, `agreement#<id>`, or `province`, our own. */
export type HistorySubject =
  | 'province'
  | `${'department' | 'type' | 'client' | 'province' | 'agreement'}#${string}`;

/** Whose history a change stands in. */
export function subjectOf(change: DirectoryChange): HistorySubject {
  switch (change.kind) {
    case 'department':
      return `department#${change.after.code}`;
    case 'entitlement':
    case 'duty':
      return `department#${change.after.department}`;
    case 'licence-type':
      return `type#${change.after.code}`;
    case 'client':
      return `client#${change.after.id}`;
    case 'province':
      return `province#${change.after.code}`;
    case 'agreement':
      return `agreement#${change.after.id}`;
    case 'certificates':
      return 'province';
  }
}
