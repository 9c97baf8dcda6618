import type { OfflineKitPart } from '../formats/offline-kit.ts';

/** A part of the kit that was published last, and what it was made from. */
export interface KitPartRecord extends OfflineKitPart {
  /** Changes when one of the files does: then the part is made anew. */
  readonly fingerprint: string;
  /** When it was last put, seconds: parts that nobody puts again leave the shelf. */
  readonly putAt: number;
}

/** The kit that was published last. */
export interface OfflineKitRecord {
  readonly number: number;
  readonly parts: readonly KitPartRecord[];
}

/**
 * What the last kit was made of, so that parts that did not change need not be made again. Durable,
 * consistent. Trusted: whoever could write it could put another part into a kit, whose files are then
 * looked at like any file.
 */
export interface OfflineKitRecords {
  find(): Promise<OfflineKitRecord | undefined>;
  /** False when a kit of a higher number is already recorded: numbers never fall. */
  record(kit: OfflineKitRecord): Promise<boolean>;
}
