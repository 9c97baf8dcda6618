import { p256 } from '@noble/curves/nist.js';
import { makeSignFile } from '../../functions/publishing/sign-file.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { issueHourOf, issueHourSeconds } from '../../shared/domain/issue-hour.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import type { IssueJournal } from '../../shared/ports/issue-journal.ts';
import type { IssueRootRecord, IssueRootRecords } from '../../shared/ports/issue-root-records.ts';
import type { SigningKeys } from '../../shared/ports/signing-keys.ts';
import type { IssueRootFiles } from '../../shared/verify/issue-root-audit.ts';
import { digestOf } from './digest-of.ts';
import { type SampleProvince, sampleSeconds } from './province-pki.ts';
import { makeShelfInMemory, makeVersionRows } from './publishing.ts';

/** The hour in which the sample province lives. */
export const sampleHour = issueHourOf((sampleSeconds * 1000) as Moment);

/** A journal in memory: what is entered lies in its hour, whether closed or not. */
export function makeJournalInMemory() {
  const hours = new Map<number, string[]>();
  let closed: number | undefined;
  const journal: IssueJournal = {
    closedUntil: async () => closed,
    firstHour: async (from, until) => {
      const within = [...hours.keys()].filter((hour) => from <= hour && hour < until);
      return within.length === 0 ? undefined : Math.min(...within);
    },
    digestsOf: async (hour) => [...(hours.get(hour) ?? [])].sort(),
  };
  return {
    journal,
    /** Enters digests into the hour so many hours after the sample hour, and closes up to its end. */
    passHour: (hour: number, ...names: readonly string[]) => {
      const begin = sampleHour + hour * issueHourSeconds;
      if (names.length > 0)
        hours.set(
          begin,
          names.map((name) => digestOf(name)),
        );
      closed = begin + issueHourSeconds;
    },
  };
}

/** Records in memory; each number is written once. */
export function makeRootRecordsInMemory(): IssueRootRecords {
  const rows: IssueRootRecord[] = [];
  return {
    latest: async () => rows.at(-1),
    append: async (record) => {
      if (record.number <= rows.length) return 'taken';
      rows.push(record);
      return 'appended';
    },
  };
}

/** Signs digests as KMS does, with the province's list signer. */
export function toSigningKeys({ listSigner }: SampleProvince): SigningKeys {
  const { d = '' } = listSigner.privateKey.export({ format: 'jwk' });
  const secret = Buffer.from(d, 'base64url');
  return { sign: async (_keyId, digest) => p256.sign(digest, secret, { prehash: false }) };
}

/** All that publishing issue roots needs, in memory, and what lies on the shelf. */
export function makeRootPublishing(province: SampleProvince, maxSize = 3) {
  const { shelf, textAt, lose, puts } = makeShelfInMemory();
  const { journal, passHour } = makeJournalInMemory();
  const certificate = toBase64(province.listSigner.certificate);
  const { url: provinceUrl } = province;
  let now = sampleSeconds;
  const ports = {
    ...{ provinceUrl, journal, shelf, maxSize, records: makeRootRecordsInMemory() },
    versions: makeVersionRows(),
    clock: { now: () => (now * 1000) as Moment },
    directory: {
      findCertificates: async () => ({
        ...{
          root: '',
          sealingCa: '',
          statusSigner: '',
          listSigner: certificate,
          receiptSigner: '',
          trailSigner: '',
        },
      }),
    },
    signFile: makeSignFile(toSigningKeys(province), 'list-signer'),
    log: { note: () => undefined, alert: () => undefined },
  };
  return {
    ports,
    passHour: (hour: number, ...names: readonly string[]) => {
      passHour(hour, ...names);
      now = sampleHour + (hour + 1) * issueHourSeconds + 180;
    },
    lose,
    puts,
    latest: () => textAt('issue-roots/latest'),
    /** Every numbered root on the shelf, as far as there is one. */
    chain: (): readonly IssueRootFiles[] => {
      const files: IssueRootFiles[] = [];
      for (let number = 1; textAt(`issue-roots/${number}`) !== ''; number += 1) {
        const path = `issue-roots/${number}`;
        files.push({ compact: textAt(path), leaves: textAt(`${path}/leaves`) });
      }
      return files;
    },
  };
}
