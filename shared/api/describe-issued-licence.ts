import { issuedLicenceAnswer } from './licences.ts';
import { type Answer, named } from './operation.ts';
import { sample } from './sample-values.ts';

/** A licence as it is told to its own department, without its state. */
export const face = {
  licenceId: sample.licenceId,
  identifier: sample.identifier,
  version: 1,
  type: sample.type,
  department: sample.department,
  number: sample.number,
  seal: sample.seal,
  issued: '2026-11-22',
  validFrom: '2026-11-22',
  validUntil: '2031-11-21',
  issuedAt: sample.issuedAt,
};

/** What issuing answers, and confirming a draft. */
export const issuedLicence: Answer = {
  description: 'Issued, and in force 已颁发',
  content: {
    schema: named('IssuedLicence', issuedLicenceAnswer),
    example: {
      ...face,
      state: 'valid',
      credential: sample.credential,
      printedCode: sample.printedCode,
    },
  },
  headers: ['Location'],
};
