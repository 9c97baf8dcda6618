import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { bundledFont } from '../bundle-assets.ts';
import { addMending } from '../constructs/mending.ts';
import type { PrivateFiles } from '../constructs/private-files.ts';
import { sealKeys } from '../constructs/seal-keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { MacKey } from '../constructs/signing-key.ts';
import { grantCountingOnce } from '../constructs/writer-lease.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { addBulkIssuing } from './bulk-issuing.ts';
import { addSearching } from './searching.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
  readonly seals: ZoneTable;
  readonly files: PrivateFiles;
}

/** What ending a reservation frees: the request's key, the number, the holders' links, its place in the index. */
const freedByEnding = ['idem#*', 'number#*', 'holder#*', 'reserved#*'];
/** Which hours of issuing are closed: not for those to say who issue. */
const gates = ['issue-gate#*'];
/** Records of what was done: added to, never changed. */
const journals = ['issued#*', 'seal-use#*'];
/** Records of faces, and of what they used a seal for. */
const faceRecords = ['face#*', 'seal-use#*'];

/** What changing the state of a licence in force has nothing to do with. */
const notOfChanging = [...gates, ...journals, 'draft#*', 'drafts#*'];
const ofLicences = { except: [...notOfChanging, 'holder#*', 'dept#*'] };

/** The register, and the functions that write it; some of them may sign with seal keys. */
export class IssuingStack extends ZoneStack {
  readonly register: ZoneTable;
  /** Behind the digests of holder codes. */
  readonly macKey: MacKey;
  readonly jobs: ZoneTable;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.register = new ZoneTable(this, 'Register', { stream: true, isGlobal: true });
    this.macKey = new MacKey(this, 'MacKey', 'mac');
    this.addIssuing(props);
    this.addSweeping(props);
    this.addChanging();
    this.addReading(props);
    this.addClosing();
    this.addUploads(props);
    this.addFaces(props);
    this.jobs = addBulkIssuing(this, {
      ...props,
      ...{ register: this.register, macKey: this.macKey },
      grantIssuing: (to) => this.grantIssuing(to, props.seals),
      ofLicences,
      variables: { ...this.variables, ...this.writing },
    });
    addMending(this, { register: this.register, notOfChanging });
  }

  /** One asks, and where the type wants it another confirms: both issue, by the same rights. */
  private addIssuing({ directory, seals }: Props): void {
    const { macKey } = this;
    const environment = {
      ...this.variables,
      ...this.writing,
      directoryTable: directory.tableName,
      sealsTable: seals.tableName,
      macKey: macKey.keyArn,
    };
    const issue = new ServiceFunction(this, 'IssueLicence', {
      handler: 'issuing/issue-licence',
      environment,
    });
    const version = new ServiceFunction(this, 'IssueVersion', {
      handler: 'issuing/issue-version',
      environment,
    });
    const decide = new ServiceFunction(this, 'DecideLicenceDraft', {
      handler: 'issuing/decide-licence-draft',
      environment,
    });
    for (const fn of [issue, version, decide]) {
      directory.grantReading(fn);
      directory.grantListing(fn);
      this.register.grantListing(fn, ['lists']);
      macKey.grantDigesting(fn);
      grantCountingOnce(fn, 'lease#*');
      this.grantIssuing(fn, seals);
    }
  }

  /** Ends what stayed reserved, with the same rights over register and keys. */
  private addSweeping({ seals }: Props): void {
    const sweep = new ServiceFunction(this, 'SweepReservations', {
      handler: 'issuing/sweep-reservations',
      timeoutSeconds: 60,
      environment: {
        ...this.variables,
        ...this.writing,
        sealsTable: seals.tableName,
      },
    });
    this.register.grantListing(sweep, ['reserved#*']);
    this.grantIssuing(sweep, seals);
    sweep.callEvery(Duration.minutes(1));
  }

  private grantIssuing(by: ServiceFunction, seals: ZoneTable): void {
    seals.grantReading(by);
    this.register.grantReading(by);
    this.register.grantPutting(by, { except: gates });
    this.register.grantChanging(by, { except: [...gates, ...journals] });
    this.register.grantChecking(by);
    this.register.grantRemoving(by, freedByEnding);
    sealKeys.grantSigning(by);
  }

  /** What holders report lost is suspended here too: the holding zone may not write the register. */
  private addChanging(): void {
    const environment = { ...this.variables, ...this.writing };
    const change = new ServiceFunction(this, 'ChangeLicenceState', {
      handler: 'issuing/change-licence-state',
      environment,
    });
    const report = new ServiceFunction(this, 'ReportLoss', {
      handler: 'issuing/report-loss',
      environment,
    });
    for (const fn of [change, report]) {
      this.register.grantReading(fn);
      this.register.grantListing(fn, ofLicences);
      this.register.grantPutting(fn, { except: notOfChanging });
      this.register.grantChanging(fn, { except: notOfChanging });
      this.register.grantRemoving(fn, ['list#*']);
    }
  }

  private addReading({ directory, seals }: Props): void {
    const environment = this.variables;
    const show = new ServiceFunction(this, 'ShowLicence', {
      handler: 'issuing/show-licence',
      environment,
    });
    this.register.grantReading(show);
    this.register.grantListing(show);
    const list = new ServiceFunction(this, 'ListLicences', {
      handler: 'issuing/list-licences',
      environment,
    });
    this.register.grantListing(list, ['dept#*']);
    this.register.grantGathering(list);
    const drafts = new ServiceFunction(this, 'ShowLicenceDrafts', {
      handler: 'issuing/show-licence-drafts',
      environment: {
        ...environment,
        directoryTable: directory.tableName,
        sealsTable: seals.tableName,
      },
    });
    addSearching(this, { ...this, directory, variables: environment });
    this.addSealUses(seals);
    // a draft of a version is checked against the licence as it stands
    this.register.grantReading(drafts);
    this.register.grantListing(drafts, ['drafts#*']);
    this.register.grantGathering(drafts, ['draft#*']);
    directory.grantReading(drafts);
    directory.grantListing(drafts);
    seals.grantReading(drafts);
  }

  /** Shows departments what their seals were used for: licences here, documents among the seals. */
  private addSealUses(seals: ZoneTable): void {
    const uses = new ServiceFunction(this, 'ListSealUses', {
      handler: 'issuing/list-seal-uses',
      environment: { ...this.variables, sealsTable: seals.tableName },
    });
    seals.grantReading(uses, ['seal#*']);
    for (const table of [seals, this.register]) table.grantListing(uses, ['seal-use#*']);
  }

  /** Closes hours for the publishing zone, which may not write here. */
  private addClosing(): void {
    const close = new ServiceFunction(this, 'CloseIssueHours', {
      handler: 'issuing/close-issue-hours',
      timeoutSeconds: 60,
      environment: { ...this.writing, registerTable: this.register.tableName },
    });
    this.register.grantReading(close, gates);
    this.register.grantChanging(close, gates);
    close.callEvery(Duration.minutes(5));
  }

  /** Takes files in that are too large for a body, and leads to documents for whoever holds their id. */
  private addUploads({ files }: Props): void {
    const environment = { ...this.variables, filesBucket: files.bucketName };
    const take = new ServiceFunction(this, 'TakeUpload', {
      handler: 'issuing/take-upload',
      environment,
    });
    this.register.grantReading(take, ['upload#*', 'idem#*']);
    this.register.grantPutting(take, ['upload#*', 'idem#*']);
    this.register.grantChanging(take, ['upload#*']);
    files.grantPutting(take, ['uploads/*']);
    files.grantReading(take, ['uploads/*']);
    const serve = new ServiceFunction(this, 'ServeUpload', {
      handler: 'issuing/serve-upload',
      environment,
    });
    this.register.grantReading(serve, ['upload#*']);
    files.grantReading(serve, ['uploads/document/*']);
  }

  /** Makes faces: reads the register, signs, and writes nothing there but its own records. */
  private addFaces({ directory, seals, files }: Props): void {
    const make = new ServiceFunction(this, 'MakeFace', {
      handler: 'issuing/make-face',
      memoryMegabytes: 1769,
      environment: {
        ...this.variables,
        sealsTable: seals.tableName,
        directoryTable: directory.tableName,
        filesBucket: files.bucketName,
        fontFile: bundledFont,
      },
    });
    this.register.grantReading(make);
    this.register.grantPutting(make, faceRecords);
    seals.grantReading(make);
    seals.grantListing(make, ['department#*']);
    directory.grantReading(make);
    files.grantReading(make, ['faces/*']);
    files.grantPutting(make, ['faces/*']);
    sealKeys.grantSigning(make);
  }

  private get variables() {
    return { provinceUrl: this.province.url, registerTable: this.register.tableName };
  }

  private get writing() {
    return { regionName: this.region };
  }
}
