import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import type { SheetRecords } from '../../../shared/ports/sheet-records.ts';
import type { Shelf, ShelfVersions } from '../../../shared/ports/shelf.ts';
import type { ShelfArchive } from '../../../shared/ports/shelf-archive.ts';
import type { SignFile } from '../sign-file.ts';

/** What publishing the trust list and the sheets needs. */
export interface TrustListPorts {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly seals: Pick<Seals, 'listByDepartment'>;
  readonly records: SheetRecords;
  readonly signFile: SignFile;
  readonly shelf: Shelf;
  readonly versions: ShelfVersions;
  readonly archive: ShelfArchive;
  readonly provinceUrl: string;
  readonly province: { readonly code: string; readonly name: string };
}
