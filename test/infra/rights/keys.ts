import { expect, it } from 'vitest';
import { sealKeyIn } from '../../../infra/rights/rights-table.ts';
import { digest, type RightsScene } from '../../build/rights-scene.ts';

/** Who may do what with which key. */
export function holdKeys(scene: RightsScene): void {
  const { tagsOf, whoMay, keys, whoMayWithKeys, nobodyIn, region } = scene;

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
}
