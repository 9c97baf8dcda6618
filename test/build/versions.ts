import type { VersionRequest } from '../../functions/issuing/issue-version/issue-version.ts';
import { type AskedVersion, issueVersionBody } from '../../shared/api/licence-versions.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import type { VersionKind } from '../../shared/domain/licence-version.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { sampleDepartment } from './sample-holders.ts';
import { sealId } from './sample-seal.ts';

/** A request for a version as its handler hands it to the use case. */
export interface AskedForVersion {
  readonly request: VersionRequest;
  readonly asked: AskedVersion;
}

let keys = 0;

/** Asks for a version of a licence, under a key of its own unless told. */
export function askForVersion(
  licenceId: string,
  kind: VersionKind,
  { key, ...more }: JsonObject & { readonly key?: string } = {},
): AskedForVersion {
  keys += 1;
  const body = {
    ...{ kind, legalBasis: '行政许可法第五十条（示例）', reason: '示例', seal: sealId },
    ...more,
  };
  return {
    request: {
      client: 'shenyang-licensing' as ClientId,
      department: sampleDepartment().code,
      idempotencyKey: key ?? `version-key-${keys}`,
      route: `POST /v1/licences/${licenceId}/versions`,
      body,
      licenceId,
    },
    asked: issueVersionBody.parse(body),
  };
}
