import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory, DirectoryListing } from '../../../shared/ports/directory.ts';
import type { OfflineKitRecords } from '../../../shared/ports/offline-kit-records.ts';
import type { Shelf, ShelfVersions } from '../../../shared/ports/shelf.ts';
import type { ShelfListing } from '../../../shared/ports/shelf-listing.ts';
import type { SignFile } from '../sign-file.ts';

/** What publishing the offline kit needs. */
export interface OfflineKitPorts {
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'findCertificates' | 'findLicenceType'>;
  readonly types: Pick<DirectoryListing, 'pageLicenceTypes'>;
  readonly shelf: Shelf;
  readonly listing: ShelfListing;
  readonly versions: ShelfVersions;
  readonly records: OfflineKitRecords;
  readonly signFile: SignFile;
  readonly provinceUrl: string;
}
