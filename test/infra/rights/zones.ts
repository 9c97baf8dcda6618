import { expect, it } from 'vitest';
import { allows } from '../../../infra/rights/policy.ts';
import type { RightsScene } from '../../build/rights-scene.ts';

/** To trace, and to be called by a queue. */
const lambdasOwn = /^xray:|^sqs:ReceiveMessage/;
const logOnly = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** What whole zones may not. */
export function holdZones(scene: RightsScene): void {
  const { arnOf, whoMay, whoMayInTables, inZone, actionsOf, region } = scene;

  it('lets holding read what a holder has of the register, and write or sign nothing there', () => {
    const register = arnOf('Register');
    for (const { name, statements } of inZone('holding')) {
      const written = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
      for (const action of written.map((one) => `dynamodb:${one}`)) {
        expect(allows(statements, { action, resource: register }), name).toBe(false);
      }
      expect(statements.flatMap((one) => one.actions)).not.toContain('kms:Sign');
    }
    const readers = (partition: string) =>
      ['GetItem', 'Query', 'BatchGetItem']
        .flatMap((action) => whoMayInTables(`dynamodb:${action}`, partition)['Register'] ?? [])
        .filter((name) => inZone('holding').some((one) => one.name === name));
    expect(readers('number#a')).toEqual(['AnswerFieldCheck']);
    for (const partition of ['idem#a', 'dept#a', 'draft#a', 'seal-use#a', 'issued#a'])
      expect(readers(partition), partition).toEqual([]);
    expect(readers('holder#a')).toContain('ShowOwnLicences');
  });

  it('lets who tells others read of a licence what happened, and nothing of whom or what it says', () => {
    const licence = '11100000MB0341032Y902.11210100MB9Y10011Q.S0000000000000000001';
    const may = (table: string, partition: string, names?: readonly string[]) =>
      whoMay('dynamodb:GetItem', arnOf(table), {
        'dynamodb:LeadingKeys': partition,
        ...(names ? { 'dynamodb:Attributes': names as unknown as string } : {}),
      }).filter((name) => inZone('notifying').some((one) => one.name === name));
    expect(may('Register', licence, ['pk', 'sk', 'state', 'at'])).toEqual(['RecordEvents']);
    expect(may('Register', licence)).toEqual([]);
    for (const secret of ['reservation', 'credential', 'printedCode', 'grounds', 'by', 'number'])
      expect(may('Register', licence, ['pk', 'sk', secret]), secret).toEqual([]);
    for (const partition of ['holder#a', 'number#a', 'idem#a', 'drafts#a', 'upload#a'])
      expect(may('Register', partition, ['pk', 'sk', 'state']), partition).toEqual([]);
    expect(may('Register', 'draft#a', ['pk', 'sk', 'state', 'type'])).toEqual(['RecordEvents']);
    for (const secret of ['application', 'history', 'draftedBy', 'licenceId', 'face'])
      expect(may('Register', 'draft#a', ['pk', 'sk', secret]), secret).toEqual([]);
    expect(may('Holding', 'made#a', ['pk', 'sk', 'body'])).toEqual(['RecordEvents']);
    for (const partition of ['uses#a', 'retrieval#a', 'authorisation#a', 'code#a'])
      expect(may('Holding', partition, ['pk', 'sk', 'body']), partition).toEqual([]);
  });

  it('lets who asks addresses that others chose reach nothing but the outlet, and a key that signs nothing', () => {
    const [deliver] = inZone('notifying').filter(({ name }) => name === 'DeliverEvents');
    const resourcesOf = (deliver?.statements ?? [])
      .filter(({ actions }) => !lambdasOwn.test(actions.join()))
      .flatMap((one) => one.resources);
    const named = [...new Set(resourcesOf)].filter((one) => !one.includes(':logs:')).sort();
    expect(named).toEqual(
      [arnOf('DeliveryWorkQueue'), arnOf('Outlet'), arnOf('WebhookKey')].sort(),
    );
    for (const { name, statements } of inZone('notifying')) {
      const actions = statements.flatMap((one) => one.actions);
      expect(
        actions.filter((one) => /^kms:(?!GenerateMac$)|^s3:/.test(one)),
        name,
      ).toEqual([]);
      for (const table of ['Register', 'Seals', 'Holding', 'Jobs', 'Directory']) {
        const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
        for (const action of writes.map((one) => `dynamodb:${one}`))
          expect(allows(statements, { action, resource: arnOf(table) }), name).toBe(false);
      }
    }
  });

  it.each(['sealing', 'admitting', 'governing', 'verifying'])(
    'keeps %s away from the register',
    (zone) => {
      expect(inZone(zone).length).toBeGreaterThan(0);
      for (const { name, statements } of inZone(zone)) {
        const resourcesOf = statements.flatMap((one) => one.resources);
        expect(resourcesOf.join(), name).not.toContain('Register');
      }
    },
  );

  it('gives verification nothing but its own log and trace', () => {
    expect(
      inZone('verifying')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['ServePages', 'VerifyBatch', 'VerifyLicence']);
    for (const one of inZone('verifying')) {
      const traces = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
      expect(actionsOf(one).sort()).toEqual(
        region.startsWith('cn-') ? logOnly : [...logOnly, ...traces],
      );
    }
  });
}
