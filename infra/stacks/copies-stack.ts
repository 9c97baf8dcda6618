import type { Construct } from 'constructs';
import { bundledFont } from '../bundle-assets.ts';
import type { PrivateFiles } from '../constructs/private-files.ts';
import { sealKeys } from '../constructs/seal-keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
  readonly seals: ZoneTable;
  readonly files: PrivateFiles;
  readonly register: ZoneTable;
  readonly holding: ZoneTable;
}

/** Records of copies, and of what they used a seal for. */
const copyRecords = ['copy#*', 'seal-use#*'];
/** Of the holding zone: what was retrieved, and whether its leave stands. */
const retrieved = ['copies#*', 'retrieval#*', 'authorisation#*', 'delegation#*'];

/**
 * The issuing zone once more: what it makes of retrievals. Of its own, because it stands on the holding
 * zone's table, and that zone stands on the register.
 */
export class CopiesStack extends ZoneStack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const { directory, seals, files, register, holding, province } = props;
    const annotate = new ServiceFunction(this, 'AnnotateCopy', {
      handler: 'issuing/annotate-copy',
      memoryMegabytes: 1769,
      environment: {
        provinceUrl: province.url,
        registerTable: register.tableName,
        holdingTable: holding.tableName,
        sealsTable: seals.tableName,
        directoryTable: directory.tableName,
        filesBucket: files.bucketName,
        fontFile: bundledFont,
      },
    });
    register.grantReading(annotate);
    register.grantPutting(annotate, copyRecords);
    holding.grantReading(annotate, retrieved);
    seals.grantReading(annotate);
    seals.grantListing(annotate, ['department#*']);
    directory.grantReading(annotate);
    files.grantReading(annotate, ['copies/*']);
    files.grantPutting(annotate, ['copies/*']);
    sealKeys.grantSigning(annotate);
  }
}
