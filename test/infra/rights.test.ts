import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listFunctionsOfOneRegion } from '../../infra/bundles.ts';
import { findRights } from '../../infra/rights/document.ts';
import { readCloud } from '../../infra/rights/read-cloud.ts';
import { silentActions, toRightsTable, verbs } from '../../infra/rights/rights-table.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';
import { makeRightsScene } from '../build/rights-scene.ts';
import { holdFiles } from './rights/files.ts';
import { holdKeys } from './rights/keys.ts';
import { holdTables } from './rights/tables.ts';
import { holdZones } from './rights/zones.ts';

const clouds = ['cn-north-1', 'eu-central-1'].map((region) => ({
  region,
  ...readCloud(synthesise(region)),
}));

describe.each(clouds)('who may do what in $region', (cloud) => {
  const scene = makeRightsScene(cloud);
  const { actionsOf, functions, resources, region } = scene;

  it('has a function for every handler there is, in its zone, and no other', () => {
    const named = functions.map(
      ({ zone, name }) => `${zone}/${name.replace(/\B[A-Z]/g, '-$&').toLowerCase()}`,
    );
    expect(named.sort()).toEqual([...listFunctionsOfOneRegion()].sort());
  });

  holdKeys(scene);
  holdTables(scene);
  holdZones(scene);
  holdFiles(scene);

  it('uses no wildcard action', () => {
    expect(functions.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('uses a wildcard resource only where AWS has no other, or under a condition', () => {
    const withoutResources = ['kms:CreateKey', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
    const all = functions.flatMap(({ statements }) => statements);
    const open = all.filter((one) => one.resources.includes('*'));
    expect(
      open.flatMap((one) => one.actions).filter((one) => !withoutResources.includes(one)),
    ).toEqual([]);
    const wide = all.filter((one) => one.resources.some((name) => /:(key|table)\/\*$/.test(name)));
    expect(wide.length).toBeGreaterThan(3);
    for (const { conditions } of wide) expect(Object.keys(conditions)).toContain('StringEquals');
  });

  it('lets nobody in from outside but CloudFront to files and CloudWatch to alarms', () => {
    const letIn = resources.flatMap(({ name, statements }) =>
      statements
        .filter((one) => one.effect === 'Allow')
        .filter((one) => !one.principals.every((who) => who.endsWith(':iam::<account>:root')))
        .map((one) => [name, one.principals.join()] as const),
    );
    const allowed = new Map([
      ['Shelf', 'cloudfront.amazonaws.com'],
      ['AlarmsKey', 'cloudwatch.amazonaws.com'],
      ['AlarmsTopic', 'cloudwatch.amazonaws.com'],
    ]);
    for (const [name, who] of letIn) expect(allowed.get(name), name).toBe(who);
    expect(letIn.some(([name]) => name === 'Shelf')).toBe(region === 'eu-central-1');
  });

  it('has a word for every right', () => {
    const silent = functions
      .flatMap(actionsOf)
      .filter((action) => !(action in verbs) && !silentActions.has(action));
    expect(silent).toEqual([]);
  });
});

describe('the table of rights', () => {
  it('is the one in docs/trust.md; `npx node infra/rights/write-rights.ts` writes it', () => {
    const [, cloud] = clouds;
    if (!cloud) throw new Error('no cloud');
    expect(findRights(readFileSync('docs/trust.md', 'utf8'))).toBe(
      toRightsTable(cloud, cloud.region),
    );
  });
});
