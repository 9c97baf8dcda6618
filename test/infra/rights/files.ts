import { expect, it } from 'vitest';
import type { RightsScene } from '../../build/rights-scene.ts';

/** Who may do what on the shelf and with files. */
export function holdFiles(scene: RightsScene): void {
  const { arnOf, whoMay } = scene;

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
}
