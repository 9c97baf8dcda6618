import type { BulkJob } from '../../../shared/domain/bulk-job.ts';
import type { RowRenewal } from '../../../shared/domain/bulk-renewal.ts';
import { readIdentifier } from '../../../shared/domain/identifier.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { makeReadRenewal } from '../bulk/read-change.ts';
import type { GrantLicencePorts } from '../issue-licence/grant-licence.ts';
import { type CheckVersionPorts, makeCheckVersion } from '../issue-version/check-version.ts';
import { findOwnHead, type IssuedHead } from '../own-licence.ts';
import { makeBringRow, toRowKey } from './bring-row.ts';
import { toRefused, type WorkOnRow } from './row-end.ts';

/** What renewing rows needs. */
export type RenewRowPorts = GrantLicencePorts & CheckVersionPorts;

/** A renewal follows the version that it names, and no other. @throws Problem `state-conflict` */
function requireVersion(head: IssuedHead, version: number): void {
  if (head.version !== version) throw new Problem('state-conflict', { reason: 'superseded' });
}

/** Renews the licences of a job, each by the path of single versions. */
export function makeRenewRow(ports: RenewRowPorts, job: BulkJob): WorkOnRow {
  const { check, toFaults } = makeReadRenewal(job, job.header);
  const checkVersion = makeCheckVersion(ports);
  const bring = makeBringRow(ports, job);
  const { department, seal = '' } = job;

  const toGrant = async (head: IssuedHead, { identifier, ...asked }: RowRenewal) => {
    requireVersion(head, readIdentifier(identifier).version);
    const at = ports.clock.now();
    return checkVersion({ kind: 'renew', seal, ...asked }, { head, department, at });
  };

  return async (row) => {
    const read = check(row);
    if ('errors' in read) return { row: row.row, state: 'rejected', faults: toFaults(read.errors) };
    const { asked } = read;
    const { licenceId } = readIdentifier(asked.identifier);
    try {
      // read before the key, so that a version which this head shows is found under it
      const head = await findOwnHead(ports.reader, licenceId, department);
      const key = toRowKey(job, row, ports.clock.now());
      return await bring(row, key, () => toGrant(head, asked));
    } catch (error) {
      return toRefused(row, error, toFaults);
    }
  };
}
