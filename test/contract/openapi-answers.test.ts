import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOperations } from '../build/api-document.ts';
import { askAboutBulkIssues } from '../build/ask-about-bulk.ts';
import { askAboutDuties, askAboutFieldChecks } from '../build/ask-about-checks.ts';
import {
  askAboutDirectory,
  askAboutProposals,
  askBeyondQuota,
} from '../build/ask-about-directory.ts';
import { askAboutEvents } from '../build/ask-about-events.ts';
import {
  askAboutDelegations,
  askAboutOwnLicences,
  askAboutRequests,
  askAboutUse,
} from '../build/ask-about-holders.ts';
import {
  askAboutDrafts,
  askAboutLicences,
  askAboutSeals,
  askAboutUploads,
} from '../build/ask-about-licences.ts';
import { askAboutRecognition } from '../build/ask-about-recognition.ts';
import { askAboutFiles, askAboutTokens, askOfItself } from '../build/ask-about-service.ts';
import { askWithForeignCursor, askWithForgedCursors } from '../build/ask-with-cursors.ts';
import { type DocumentedService, startDocumentedService } from '../build/documented-service.ts';

let scene: DocumentedService;
beforeAll(async () => {
  scene = await startDocumentedService();
});
afterAll(() => scene.service.stop());

describe('what the service answers is what its document says', () => {
  it.each([
    ['of itself', askOfItself],
    ['about tokens', askAboutTokens],
    ['about licences', askAboutLicences],
    ['about drafts of licences', askAboutDrafts],
    ['about seals', askAboutSeals],
    ['about uploads', askAboutUploads],
    ['about bulk issues', askAboutBulkIssues],
    ['about events and endpoints', askAboutEvents],
    ['to holders about their own licences', askAboutOwnLicences],
    ['about the use of licences', askAboutUse],
    ['about delegations and losses', askAboutDelegations],
    ['about requests of counters', askAboutRequests],
    ['about what verifiers were told', askAboutFieldChecks],
    ['about what departments look up by duty', askAboutDuties],
    ['about what is public in the directory', askAboutDirectory],
    ['about proposals for the directory', askAboutProposals],
    ['about other provinces and agreements', askAboutRecognition],
    ['to a client that asks more often than its record allows', askBeyondQuota],
    ['to cursors that somebody made up', askWithForgedCursors],
    ['to a cursor of another department', askWithForeignCursor],
    ['about public files', askAboutFiles],
  ] as const)('%s', async (_what, askAbout) => {
    await askAbout(scene);
    expect(scene.witness.faults.splice(0)).toEqual([]);
  });

  it('and every operation was seen to do what it is for', () => {
    const { document, witness } = scene;
    const unseen = listOperations(document)
      .filter(({ key }) => ![...(witness.seen.get(key) ?? [])].some((status) => status < 300))
      .map(({ key }) => key);
    expect(unseen).toEqual([]);
  });
});
