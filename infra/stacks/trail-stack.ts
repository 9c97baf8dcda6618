import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
}

/** Keeps the trail of what was done, and signs how far it is: of other zones it reads its key's certificate alone. */
export class TrailStack extends ZoneStack {
  /** Where facts are told that go into the trail. */
  readonly trailWork: WorkQueue;
  private readonly trail: ZoneTable;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    // a chain cannot be copied piece by piece: each Region keeps its own, of all that it sees written
    this.trail = new ZoneTable(this, 'Trail', { stream: false, isGlobal: false });
    this.trailWork = new WorkQueue(this, 'TrailWork', { visibilitySeconds: 180 });
    this.addAppending();
    this.addCheckpoints(props);
  }

  private addAppending(): void {
    const append = new ServiceFunction(this, 'AppendTrail', {
      handler: 'supervising/append-trail',
      timeoutSeconds: 60,
      environment: { trailTable: this.trail.tableName },
    });
    this.trail.grantGathering(append, ['trail-fact#*']);
    this.trail.grantReading(append, ['trail-head']);
    this.trail.grantChanging(append, ['trail-head']);
    this.trail.grantPutting(append, ['trail-fact#*', 'trail#*']);
    // one chain: more at once would only stand in each other's way
    this.trailWork.grantWorking(append, { batchSize: 10, maxConcurrency: 2 });
  }

  private addCheckpoints({ directory }: Props): void {
    const signer = new SigningKey(this, 'TrailSignerKey', 'trail-signer');
    const sign = new ServiceFunction(this, 'SignCheckpoint', {
      handler: 'supervising/sign-checkpoint',
      environment: {
        provinceUrl: this.province.url,
        directoryTable: directory.tableName,
        trailTable: this.trail.tableName,
        trailSignerKey: signer.keyArn,
      },
    });
    directory.grantReading(sign, ['province']);
    this.trail.grantReading(sign, ['trail-head']);
    this.trail.grantListing(sign, ['trail-checkpoints']);
    this.trail.grantPutting(sign, ['trail-checkpoints']);
    signer.grantSigning(sign);
    sign.callEvery(Duration.minutes(1));
  }
}
