import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFunctions } from '../../infra/bundles.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly TreatMissingData: string;
}

const regions = ['cn-north-1', 'cn-northwest-1'] as const;
const resources = synthesise(...regions).flatMap(({ template }) =>
  Object.values(template.Resources),
);
const alarms = resources
  .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
  .map(({ Properties }) => Properties as unknown as Alarm);
const runbookOf = ({ AlarmDescription }: Alarm) =>
  /docs\/runbooks\/([a-z-]+)\.md$/.exec(AlarmDescription)?.[1];
const runbooks = globSync('docs/runbooks/*.md')
  .map((path) => basename(path, '.md'))
  .filter((name) => name !== 'README')
  .sort();
const count = (type: string) => resources.filter(({ Type }) => Type === type).length;
const withRunbook = (name: string) => alarms.filter((one) => runbookOf(one) === name);

describe('alarms', () => {
  it('each have a runbook, and each runbook an alarm', () => {
    expect([...new Set(alarms.map(runbookOf))].sort()).toEqual(runbooks);
  });

  it('are all listed in the index of runbooks', () => {
    const index = readFileSync('docs/runbooks/README.md', 'utf8');
    const listed = [...index.matchAll(/\]\(([a-z-]+)\.md\)/g)].map(([, name]) => name);
    expect(listed.sort()).toEqual(runbooks);
  });

  it.each(runbooks)('have a runbook %s that says what, where, how, and when it is over', (name) => {
    const text = readFileSync(`docs/runbooks/${name}.md`, 'utf8');
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['What it means', 'Look at', 'Do', 'It is over when']);
    expect(text.split('\n').length).toBeLessThan(60);
  });

  it('are heard when they begin and when they end', () => {
    expect(alarms.length).toBeGreaterThan(50);
    for (const { AlarmName, AlarmActions, OKActions } of alarms) {
      expect([AlarmActions.length, OKActions.length], AlarmName).toEqual([1, 1]);
    }
    // one a Region
    expect(count('AWS::SNS::Topic')).toBe(2);
    expect(count('AWS::SNS::Subscription')).toBe(0);
  });

  it('have names of their own', () => {
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  });

  it('watch every function for errors and throttles', () => {
    for (const runbook of ['function-errors', 'function-throttles']) {
      expect(withRunbook(runbook)).toHaveLength(regions.length * listFunctions().length);
    }
  });

  it('watch every table, every queue and every place for dead letters', () => {
    // in the standby Region also the copies, which its templates do not make
    const copies = 6;
    expect(withRunbook('table-throttles')).toHaveLength(
      count('AWS::DynamoDB::GlobalTable') + copies,
    );
    const waiting = ['work-waiting', 'bulk-jobs-waiting', 'events-waiting'].flatMap(
      withRunbook,
    ).length;
    expect(withRunbook('dead-letters').length + waiting).toBe(count('AWS::SQS::Queue'));
    expect(waiting).toBe(regions.length * 7);
  });

  it('take silence of a publisher, and of the Region that writes, for a fault, and of nothing else', () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(silent.map(runbookOf).sort()).toEqual([
      ...[
        'region-not-writing',
        'silence',
        'silence',
        'silence',
        'silence',
        'trail-silent',
        'trail-silent',
      ],
    ]);
  });
});
