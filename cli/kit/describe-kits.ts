import type { OfflineKit } from '../../shared/formats/offline-kit.ts';
import type { OpenedKit } from '../../shared/verify/offline-kit.ts';

/** What an operator is told of a kit. */
export interface KitReport {
  readonly province: string;
  readonly number: number;
  readonly issuedAt: string;
  readonly ageSeconds: number;
  readonly goodUntil: string;
  readonly isPastGrace: boolean;
  readonly parts: number;
  /** Names of the parts that are not in the file. */
  readonly missing: readonly string[];
}

const toTime = (seconds: number) => new Date(seconds * 1000).toISOString();

export function toKitReport(
  { kit, missing }: Pick<OpenedKit, 'kit' | 'missing'>,
  nowSeconds: number,
): KitReport {
  return {
    province: kit.provinceUrl,
    number: kit.number,
    issuedAt: toTime(kit.issuedAt),
    ageSeconds: Math.max(0, nowSeconds - kit.issuedAt),
    goodUntil: toTime(kit.expiresAt),
    isPastGrace: isPastGrace(kit, nowSeconds),
    parts: kit.parts.length,
    missing,
  };
}

export function isPastGrace(kit: OfflineKit, nowSeconds: number): boolean {
  return kit.expiresAt <= nowSeconds;
}

/** `3 h 12 min`. */
export function toAgeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

export function toKitLine(report: KitReport): string {
  const { province, number, ageSeconds, goodUntil, parts, missing } = report;
  const grace = report.isPastGrace ? 'PAST ITS GRACE since' : 'good until';
  const held = missing.length === 0 ? `${parts} parts` : `${parts - missing.length}/${parts} parts`;
  return `kit ${number} of ${province}  ${toAgeText(ageSeconds)} old  ${grace} ${goodUntil}  ${held}`;
}
