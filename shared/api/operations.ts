import { authorisationOperations } from './describe-authorisations.ts';
import { bulkIssueOperations } from './describe-bulk-issues.ts';
import { checkOperations } from './describe-checks.ts';
import { complaintOperations } from './describe-complaints.ts';
import { delegationOperations } from './describe-delegations.ts';
import { directoryOperations } from './describe-directory.ts';
import { dutyOperations } from './describe-duties.ts';
import { holderLicenceOperations } from './describe-holder-licences.ts';
import { kitOperations } from './describe-kit.ts';
import { licenceDocumentOperations } from './describe-licence-documents.ts';
import { licenceOperations } from './describe-licences.ts';
import { notifyingOperations } from './describe-notifying.ts';
import { pageOperations } from './describe-pages.ts';
import { proposalOperations } from './describe-proposals.ts';
import { provinceCountsOperations } from './describe-province-counts.ts';
import { publicFileOperations } from './describe-public-files.ts';
import { recognitionOperations } from './describe-recognition.ts';
import { retrievalRequestOperations } from './describe-retrieval-requests.ts';
import { retrievalOperations } from './describe-retrievals.ts';
import { sealOperations } from './describe-seals.ts';
import { serviceOperations } from './describe-service.ts';
import { stampOperations } from './describe-stamps.ts';
import { tokenOperations } from './describe-tokens.ts';
import { uploadOperations } from './describe-uploads.ts';
import { verificationBatchOperations } from './describe-verification-batches.ts';
import { verificationOperations } from './describe-verifications.ts';
import { workListOperations } from './describe-work-list.ts';
import type { Operations } from './operation.ts';

/** Every route's description; a test holds it and the table of routes together. */
export const operations: Operations = {
  ...tokenOperations,
  ...licenceOperations,
  ...licenceDocumentOperations,
  ...holderLicenceOperations,
  ...authorisationOperations,
  ...delegationOperations,
  ...retrievalOperations,
  ...retrievalRequestOperations,
  ...complaintOperations,
  ...checkOperations,
  ...sealOperations,
  ...stampOperations,
  ...verificationOperations,
  ...verificationBatchOperations,
  ...directoryOperations,
  ...proposalOperations,
  ...dutyOperations,
  ...recognitionOperations,
  ...publicFileOperations,
  ...uploadOperations,
  ...kitOperations,
  ...bulkIssueOperations,
  ...notifyingOperations,
  ...provinceCountsOperations,
  ...workListOperations,
  ...pageOperations,
  ...serviceOperations,
};
