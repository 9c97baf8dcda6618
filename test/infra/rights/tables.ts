import { expect, it } from 'vitest';
import type { RightsScene } from '../../build/rights-scene.ts';

/** Who may do what in tables. */
export function holdTables(scene: RightsScene): void {
  const { arnOf, whoMay, tables, whoMayInTables, nobodyIn, inZone, functions } = scene;

  it.each([
    'dynamodb:Scan',
    'dynamodb:BatchWriteItem',
    'dynamodb:PartiQLSelect',
    'dynamodb:DeleteTable',
    'dynamodb:UpdateTable',
    'dynamodb:RestoreTableToPointInTime',
  ])('gives %s to nobody', (action) => {
    expect(whoMayInTables(action)).toEqual(nobodyIn(tables));
  });

  it('lets each table be written in its own zone only', () => {
    expect(whoMayInTables('dynamodb:PutItem', 'idem#a')).toEqual({
      Directory: ['DecideProposal', 'ProposeChange'],
      Admission: ['AuthoriseRequest', 'IssueToken', 'RevokeToken'],
      Seals: ['ApplyForSeal', 'ChangeSealState', 'StampDocument'],
      Register: [
        'ChangeLicenceState',
        'DecideLicenceDraft',
        'IssueLicence',
        'IssueVersion',
        'ReportLoss',
        'RunBulkRows',
        'SweepReservations',
        'TakeUpload',
      ],
      Holding: [
        'AcceptDelegation',
        'AnswerFieldCheck',
        'AskForLicences',
        'AuthoriseUse',
        'Complain',
        'DecideRequest',
        'Delegate',
        'HandleComplaints',
        'MakeShowCode',
      ],
      Versions: [],
      Jobs: ['TakeBulkIssues'],
      Outlet: ['KeepWebhooks'],
      Trail: [],
    });
    for (const { arn, name } of tables) {
      for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem']) {
        const writers = functions.filter(({ statements }) =>
          statements.some(
            (one) => one.actions.includes(`dynamodb:${action}`) && one.resources.includes(arn),
          ),
        );
        expect(new Set(writers.map(({ zone }) => zone)).size, name).toBeLessThanOrEqual(1);
      }
    }
  });

  it('lets nobody who proposes change the directory, and nobody at all its certificates', () => {
    const directory = arnOf('Directory');
    const put = (partition: string) =>
      whoMay('dynamodb:PutItem', directory, { 'dynamodb:LeadingKeys': partition });
    expect(put('proposals')).toEqual(['DecideProposal', 'ProposeChange']);
    expect(put('department#91210100MA0000000X')).toEqual(['DecideProposal']);
    expect(put('client#a')).toEqual(['DecideProposal']);
    expect(put('province')).toEqual([]);
  });

  it('lets nobody delete what a licence or seal was: only what is marked, held for a while, or listed', () => {
    const remove = (partition: string) => whoMayInTables('dynamodb:DeleteItem', partition);
    const nobody = nobodyIn(tables);
    expect(remove('a-licence-id')).toEqual(nobody);
    expect(remove('lists')).toEqual(nobody);
    expect(remove('seal#a')).toEqual(nobody);
    expect(remove('unsettled')).toEqual({ ...nobody, Seals: ['ChangeSealState', 'SettleKeys'] });
    expect(remove('list#cn-north-1-000001')).toEqual({
      ...nobody,
      Register: ['ChangeLicenceState', 'ReportLoss', 'RunBulkRows'],
    });
    for (const partition of ['idem#a', 'number#a', 'holder#a', 'reserved#a']) {
      expect(remove(partition)).toEqual({
        ...nobody,
        Register: [
          'DecideLicenceDraft',
          'IssueLicence',
          'IssueVersion',
          'RunBulkRows',
          'SweepReservations',
        ],
      });
    }
    expect(whoMay('dynamodb:DeleteItem', arnOf('Register'))).toEqual([]);
  });

  it('lets publishing read status lists of the register, and no licence or holder', () => {
    const readers = (partition: string) =>
      ['GetItem', 'Query', 'BatchGetItem']
        .flatMap((action) => whoMayInTables(`dynamodb:${action}`, partition)['Register'] ?? [])
        .filter((name) => inZone('publishing').some((one) => one.name === name));
    expect(readers('list#cn-north-1-000001')).toEqual(['PublishStatusList']);
    expect(readers('issued#cn-north-1#a')).toEqual(['PublishIssueRoot']);
    expect(readers('a-licence-id')).toEqual([]);
    expect(readers('holder#a')).toEqual([]);
  });

  it('lets nobody who issues open a closed hour, or change what was recorded', () => {
    const register = arnOf('Register');
    const who = (action: string, partition: string) =>
      whoMay(`dynamodb:${action}`, register, { 'dynamodb:LeadingKeys': partition });
    for (const gate of ['issue-gate#cn-north-1', 'issue-gate#cn-north-1#a']) {
      expect(who('UpdateItem', gate)).toEqual(['CloseIssueHours']);
      expect(who('PutItem', gate)).toEqual([]);
      expect(who('DeleteItem', gate)).toEqual([]);
    }
    for (const journal of ['issued#cn-north-1#a', 'seal-use#a#1']) {
      expect(who('UpdateItem', journal)).toEqual([]);
      expect(who('DeleteItem', journal)).toEqual([]);
      const faces = journal.startsWith('seal-use#') ? ['AnnotateCopy', 'MakeFace'] : [];
      const issuing = [
        'DecideLicenceDraft',
        'IssueLicence',
        'IssueVersion',
        'RunBulkRows',
        'SweepReservations',
      ];
      expect(who('PutItem', journal)).toEqual([...issuing, ...faces].sort());
    }
  });
}
