import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listFunctionsOfOneRegion } from '../../infra/bundles.ts';
import { findRights } from '../../infra/rights/document.ts';
import { allows } from '../../infra/rights/policy.ts';
import { type CloudFunction, readCloud } from '../../infra/rights/read-cloud.ts';
import { sealKeyIn, silentActions, toRightsTable, verbs } from '../../infra/rights/rights-table.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';

const clouds = ['cn-north-1', 'eu-central-1'].map((region) => ({
  region,
  ...readCloud(synthesise(region)),
}));

const digest = {
  'kms:SigningAlgorithm': 'ECDSA_SHA_256',
  'kms:MessageType': 'DIGEST',
  'kms:MacAlgorithm': 'HMAC_SHA_256',
};
/** To trace, and to be called by a queue. */
const lambdasOwn = /^xray:|^sqs:ReceiveMessage/;
const logOnly = ['logs:CreateLogStream', 'logs:PutLogEvents'];

describe.each(clouds)('who may do what in $region', ({ region, functions, resources }) => {
  const arnOf = (name: string) => {
    const found = resources.find((one) => one.name === name);
    if (!found) throw new Error(`no resource ${name}`);
    return found.arn;
  };
  const tagsOf = (tags: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
    );
  /** Names of the functions that may do it. */
  const whoMay = (action: string, resource: string, context: Record<string, string> = {}) =>
    functions
      .filter(({ statements }) => allows(statements, { action, resource, context }))
      .map(({ name }) => name)
      .sort();
  const keys = resources.filter(({ type }) => type === 'AWS::KMS::Key');
  const tables = resources.filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable');
  const whoMayWithKeys = (action: string, more: Record<string, string> = {}) =>
    Object.fromEntries(
      [...keys, sealKeyIn(region)].map(({ name, arn, tags }) => [
        name,
        whoMay(action, arn, { ...digest, ...tagsOf(tags), ...more }),
      ]),
    );
  const whoMayInTables = (action: string, partition = 'any') =>
    Object.fromEntries(
      tables.map(({ name, arn }) => [
        name,
        whoMay(action, arn, { 'dynamodb:LeadingKeys': partition }),
      ]),
    );
  const nobodyIn = (names: readonly { name: string }[]) =>
    Object.fromEntries(names.map(({ name }) => [name, []]));
  const inZone = (zone: string) => functions.filter((one) => one.zone === zone);
  const actionsOf = ({ statements }: CloudFunction) => statements.flatMap((one) => one.actions);

  it('has a function for every handler there is, in its zone, and no other', () => {
    const named = functions.map(
      ({ zone, name }) => `${zone}/${name.replace(/\B[A-Z]/g, '-$&').toLowerCase()}`,
    );
    expect(named.sort()).toEqual([...listFunctionsOfOneRegion()].sort());
  });

  it('lets each key sign for its own purpose only, and seal keys for issuing', () => {
    expect(whoMayWithKeys('kms:Sign')).toEqual({
      ...nobodyIn(keys),
      TokenKey: ['IssueToken'],
      TrailSignerKey: ['SignCheckpoint'],
      SealingCaKey: ['ChangeSealState'],
      StatusSignerKey: ['PublishStatusList'],
      ListSignerKey: ['PublishIssueRoot', 'PublishOfflineKit', 'PublishTrustList'],
      ReceiptSignerKey: ['SignReceipt'],
      'seal keys': [
        'AnnotateCopy',
        'DecideLicenceDraft',
        'IssueLicence',
        'IssueVersion',
        'MakeFace',
        'RunBulkRows',
        'StampDocument',
        'SweepReservations',
      ],
    });
  });

  it('lets nobody sign anything but digests, with a key that is no seal’s, or in another way', () => {
    const nobody = { ...nobodyIn(keys), 'seal keys': [] };
    expect(whoMayWithKeys('kms:Sign', { 'kms:MessageType': 'RAW' })).toEqual(nobody);
    expect(whoMayWithKeys('kms:Sign', { 'kms:SigningAlgorithm': 'ECDSA_SHA_384' })).toEqual(nobody);
    const { arn } = sealKeyIn(region);
    expect(whoMay('kms:Sign', arn, digest)).toEqual([]);
    const other = { ...digest, 'aws:ResourceTag/yinzheng:purpose': 'other' };
    expect(whoMay('kms:Sign', arn, other)).toEqual([]);
  });

  it('lets only the sealing zone make and switch keys, and those of seals only', () => {
    const nobody = nobodyIn(keys);
    const sealing = ['ChangeSealState'];
    for (const action of ['kms:EnableKey', 'kms:DisableKey']) {
      const switching = [...sealing, 'SettleKeys'];
      expect(whoMayWithKeys(action), action).toEqual({ ...nobody, 'seal keys': switching });
    }
    expect(whoMayWithKeys('kms:CreateAlias')).toEqual({ ...nobody, 'seal keys': sealing });
    const asSeal = {
      'aws:RequestTag/yinzheng:purpose': 'seal',
      'kms:KeySpec': 'ECC_NIST_P256',
      'kms:KeyUsage': 'SIGN_VERIFY',
    };
    expect(whoMay('kms:CreateKey', '*', asSeal)).toEqual(sealing);
    expect(whoMay('kms:CreateKey', '*', { ...asSeal, 'kms:KeySpec': 'RSA_2048' })).toEqual([]);
    expect(
      whoMay('kms:CreateKey', '*', { ...asSeal, 'aws:RequestTag/yinzheng:purpose': 'root' }),
    ).toEqual([]);
    const alias = (name: string) => `arn:<partition>:kms:${region}:<account>:alias/${name}`;
    expect(whoMay('kms:CreateAlias', alias('yinzheng-seal-1'))).toEqual(sealing);
    expect(whoMay('kms:CreateAlias', alias('yinzheng-root'))).toEqual([]);
  });

  it('lets nobody turn a key of ours into a seal’s', () => {
    const asSeal = { 'aws:RequestTag/yinzheng:purpose': 'seal' };
    const named = keys.filter(({ name }) => name !== 'AlarmsKey');
    expect(named).toHaveLength(keys.length - 1);
    for (const { arn, tags, name } of named) {
      expect(whoMay('kms:TagResource', arn, { ...asSeal, ...tagsOf(tags) }), name).toEqual([]);
      expect(tags['yinzheng:purpose'], name).toBeDefined();
      expect(tags['yinzheng:purpose'], name).not.toBe('seal');
    }
    expect(whoMayWithKeys('kms:UntagResource')).toEqual({ ...nobodyIn(keys), 'seal keys': [] });
    expect(whoMay('kms:TagResource', sealKeyIn(region).arn, asSeal)).toEqual(['ChangeSealState']);
  });

  it.each([
    'kms:ScheduleKeyDeletion',
    'kms:PutKeyPolicy',
    'kms:CreateGrant',
    'kms:Decrypt',
    'kms:UpdateAlias',
    'kms:DeleteAlias',
    'kms:ReplicateKey',
    'kms:VerifyMac',
  ])('gives %s to nobody', (action) => {
    expect(whoMayWithKeys(action)).toEqual({ ...nobodyIn(keys), 'seal keys': [] });
  });

  it('lets keyed digests be made by those who store them', () => {
    expect(whoMayWithKeys('kms:GenerateMac')).toEqual({
      ...nobodyIn(keys),
      MacKey: [
        'AnswerFieldCheck',
        'AuthoriseRequest',
        'DecideLicenceDraft',
        'Delegate',
        'IssueLicence',
        'IssueVersion',
        'LookUpByDuty',
        'RunBulkRows',
        'SearchLicences',
        'TendBulkJobs',
      ],
      NonceKey: ['AuthoriseRequest', 'IssueToken'],
      CodeKey: ['MakeShowCode', 'RetrieveLicences'],
      WebhookKey: ['DeliverEvents', 'KeepWebhooks'],
      'seal keys': [],
    });
  });

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

  it('lets only publishing change the shelf, each publisher its own files', () => {
    const put = (path: string) => whoMay('s3:PutObject', `${arnOf('Shelf')}/${path}`);
    expect(put('status-lists/cn-north-1-000001')).toEqual(['PublishStatusList']);
    expect(put('trust-list')).toEqual(['PublishTrustList']);
    expect(put('issue-roots/latest')).toEqual(['PublishIssueRoot']);
    expect(put('offline-kit')).toEqual(['PublishOfflineKit']);
    expect(put('offline-kit/parts/x')).toEqual(['PublishOfflineKit']);
    expect(put('anything')).toEqual([]);
    expect(whoMay('s3:DeleteObject', `${arnOf('Shelf')}/trust-list`)).toEqual([]);
    expect(whoMay('s3:DeleteObjectVersion', `${arnOf('Shelf')}/trust-list`)).toEqual([]);
  });

  it('lets files be put and read by those whose they are, each kind below its own path', () => {
    const who = (action: string, path: string) => whoMay(action, `${arnOf('Files')}/${path}`);
    expect(who('s3:PutObject', 'uploads/bulk/a/b')).toEqual(['TakeUpload']);
    expect(who('s3:GetObject', 'uploads/document/a/b')).toEqual([
      'ServeUpload',
      'StampDocument',
      'TakeUpload',
    ]);
    expect(who('s3:PutObject', 'stamped/a.pdf')).toEqual(['StampDocument']);
    expect(who('s3:GetObject', 'uploads/bulk/a/b')).toEqual(['TakeUpload', 'TendBulkJobs']);
    expect(who('s3:PutObject', 'bulk/a/b')).toEqual(['RunBulkRows', 'TendBulkJobs']);
    expect(who('s3:GetObject', 'bulk/a/b')).toEqual([
      'RunBulkRows',
      'ShowBulkIssues',
      'TendBulkJobs',
    ]);
    expect(who('s3:PutObject', 'faces/a.pdf')).toEqual(['MakeFace']);
    expect(who('s3:GetObject', 'faces/a.pdf')).toEqual(['MakeFace']);
    expect(who('s3:PutObject', 'copies/a.pdf')).toEqual(['AnnotateCopy']);
    expect(who('s3:GetObject', 'copies/a.pdf')).toEqual(['AnnotateCopy']);
    expect(who('s3:PutObject', 'anything')).toEqual([]);
    expect(who('s3:GetObject', 'anything')).toEqual([]);
    for (const action of ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl']) {
      expect(who(action, 'uploads/document/a/b')).toEqual([]);
    }
  });

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
