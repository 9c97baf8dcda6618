import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { leaseTableName } from '../constructs/writer-lease.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import type { Province } from '../province.ts';
import { ZoneStack } from './zone-stack.ts';

interface Props extends StackProps {
  readonly province: Province;
}

/** What lies in the standby Region alone: the table that says which Region writes. */
export class StandbyStack extends ZoneStack {
  constructor(scope: Construct, id: string, { province, ...props }: Props) {
    const alarms = new Stack(scope, `${id}-alarms`, props);
    const alarmTopic = new AlarmTopic(alarms, 'Alarms').topic;
    super(scope, id, { province, alarmTopic, ...props });
    new ZoneTable(this, 'WriterLease', {
      ...{ stream: false, isGlobal: false },
      tableName: leaseTableName(province),
    });
  }
}
