import type { RecognisedProvince } from '../../../shared/domain/recognised-province.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { ForeignFiles } from '../../../shared/ports/foreign-files.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { MirrorMarks } from '../../../shared/ports/mirror-marks.ts';
import type { Shelf } from '../../../shared/ports/shelf.ts';
import type { ShelfArchive } from '../../../shared/ports/shelf-archive.ts';
import type { Primitives } from '../../../shared/verify/primitives.ts';
import type { OpenMirrored } from './open-mirrored.ts';

/** What mirroring needs. */
export interface MirrorPorts {
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'listProvinces'>;
  readonly foreignFiles: ForeignFiles;
  readonly marks: MirrorMarks;
  readonly shelf: Shelf;
  readonly archive: ShelfArchive;
  readonly primitives: Primitives;
  readonly log: Log;
}

/** One province being mirrored. */
export interface Mirroring {
  readonly ports: MirrorPorts;
  readonly province: RecognisedProvince;
  readonly open: OpenMirrored;
  /** No further file is asked for from then on: the next stroke of the clock goes on. */
  readonly until: number;
  /** Paths of sheets that are known to lie on the shelf: they never change, and none is taken away. */
  readonly here: Set<string>;
}
