import { type DepartmentSheet, sheetPath } from '../formats/department-sheet.ts';
import type { StatusList } from '../formats/status-list.ts';
import { type TrustList, trustListPath } from '../formats/trust-list.ts';
import type { LicenceEvidence } from './licence-evidence.ts';

/** A signed file that a verdict rests on. Times are RFC 3339, UTC. */
export interface Proof {
  readonly kind: 'own-trust-list' | 'trust-list' | 'department-sheet' | 'status-list';
  readonly address: string;
  /** Of trust lists and sheets. */
  readonly number?: number;
  readonly issuedAt: string;
  readonly expiresAt?: string;
}

/** What the verdict rests on, in the order in which it was asked. */
export function toProofs(evidence: LicenceEvidence): readonly Proof[] {
  const { ownList, trustList, sheet, statusList, later } = evidence;
  const proofs: Proof[] = [];
  if (ownList !== undefined) proofs.push(toListProof('own-trust-list', ownList));
  if (trustList.value !== undefined) proofs.push(toListProof('trust-list', trustList.value));
  if (sheet.value !== undefined) proofs.push(toSheetProof(sheet.value));
  if (statusList.value !== undefined) proofs.push(toStatusProof(statusList.value));
  if (later?.trustList.value) proofs.push(toListProof('trust-list', later.trustList.value));
  if (later?.sheet.value) proofs.push(toSheetProof(later.sheet.value));
  return proofs;
}

/** Proofs of files that are held: most licences of a minute rest on the same ones. */
const made = new WeakMap<object, Proof>();

function remember(file: object, kind: Proof['kind'], make: () => Omit<Proof, 'kind'>): Proof {
  const known = made.get(file);
  if (known?.kind === kind) return known;
  const proof = { kind, ...make() };
  made.set(file, proof);
  return proof;
}

function toListProof(kind: 'own-trust-list' | 'trust-list', list: TrustList): Proof {
  return remember(list, kind, () => ({
    address: `${list.provinceUrl}/${trustListPath}`,
    number: list.number,
    issuedAt: toTime(list.issuedAt),
    expiresAt: toTime(list.expiresAt),
  }));
}

function toSheetProof(sheet: DepartmentSheet): Proof {
  return remember(sheet, 'department-sheet', () => ({
    address: `${sheet.provinceUrl}/${sheetPath(sheet.department.code)}`,
    number: sheet.number,
    issuedAt: toTime(sheet.issuedAt),
    ...(sheet.expiresAt === undefined ? {} : { expiresAt: toTime(sheet.expiresAt) }),
  }));
}

function toStatusProof(list: StatusList): Proof {
  return remember(list, 'status-list', () => ({
    address: list.address,
    issuedAt: toTime(list.issuedAt),
    expiresAt: toTime(list.expiresAt),
  }));
}

function toTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
