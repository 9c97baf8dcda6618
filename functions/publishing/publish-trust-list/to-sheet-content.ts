import { createHash } from 'node:crypto';
import type { Department, Entitlement } from '../../../shared/domain/department.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import type { Seal, SealEntry } from '../../../shared/domain/seal.ts';
import { compromisedFromOf } from '../../../shared/domain/seal-state.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import type {
  DepartmentSheet,
  PublishedSealState,
  SheetEntitlement,
  SheetSeal,
} from '../../../shared/formats/department-sheet.ts';

/** What a sheet says, apart from its number and date. */
export type SheetContent = Pick<DepartmentSheet, 'department' | 'seals' | 'mayIssue'>;

/** What a sheet is made from. */
export interface SheetSources {
  readonly department: Department;
  readonly seals: readonly Seal[];
  readonly entitlements: readonly Entitlement[];
}

/**
 * What a department's sheet says: its seals from when they were first enabled, with all their states
 * since, and what it may issue. A licence's `iat` is the second it was made in, so intervals are
 * widened to whole seconds: what was done before a suspension in the same second still counts.
 */
export function toSheetContent({ department, seals, entitlements }: SheetSources): SheetContent {
  const { code, name, division } = department;
  return {
    department: { code, name, division },
    seals: seals.flatMap(toSheetSeal),
    mayIssue: entitlements.map(toSheetEntitlement).filter(isNotEmpty).toSorted(byTypeAndTime),
  };
}

const floorSeconds = (moment: Moment) => Math.floor(moment / 1000);
const ceilSeconds = (moment: Moment) => Math.ceil(moment / 1000);

function toSheetSeal(seal: Seal): readonly SheetSeal[] {
  if (seal.state === 'applied') return [];
  const states = toSheetStates(seal.entries);
  if (states.length === 0) return [];
  const der = readBase64(seal.making.certificate);
  const certificate = createHash('sha256').update(der).digest('base64url');
  const compromisedFrom = compromisedFromOf(seal.entries);
  const compromise =
    compromisedFrom === undefined ? {} : { compromisedFrom: floorSeconds(compromisedFrom) };
  return [{ id: seal.id, certificate, der, states, ...compromise }];
}

function toSheetStates(entries: readonly SealEntry[]): SheetSeal['states'] {
  const states: { state: PublishedSealState; from: number }[] = [];
  for (const { state, at } of entries) {
    if (state === 'applied' || state === 'made' || state === states.at(-1)?.state) continue;
    const second = state === 'enabled' ? floorSeconds(at) : ceilSeconds(at);
    states.push({ state, from: Math.max(second, states.at(-1)?.from ?? 0) });
  }
  return states;
}

function toSheetEntitlement({ type, from, until }: Entitlement): SheetEntitlement {
  const fromSecond = floorSeconds(from);
  return until === undefined
    ? { type, from: fromSecond }
    : { type, from: fromSecond, until: ceilSeconds(until) };
}

const isNotEmpty = ({ from, until }: SheetEntitlement) => until === undefined || from < until;

const byTypeAndTime = (one: SheetEntitlement, other: SheetEntitlement) =>
  one.type === other.type ? one.from - other.from : one.type < other.type ? -1 : 1;
