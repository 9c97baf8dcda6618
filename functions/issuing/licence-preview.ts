import { createHash } from 'node:crypto';
import type { LicencePreview } from '../../shared/api/licence-drafts.ts';
import { toIdentifier } from '../../shared/domain/identifier.ts';
import { toNumber } from '../../shared/domain/licence-number.ts';
import { toCanonicalJson } from '../../shared/formats/canonical-json.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import type { CheckedApplication } from './issue-licence/check-application.ts';
import type { VersionBase } from './version-base.ts';

/** The number where it is known before the licence is issued: given, or made without a running number. */
function findNumber(checked: CheckedApplication): string | undefined {
  const { type, department, items, holders, givenNumber, sequenceScope } = checked;
  if (type.number.rule === 'given') return givenNumber;
  if (sequenceScope !== undefined) return undefined;
  return toNumber(type.number, { division: department.division, items, holders });
}

const toSuperseded = ({ licenceId, prior }: VersionBase) => ({
  identifier: toIdentifier(licenceId, prior.version),
  kind: prior.kind,
});

/** What a licence would say if it were issued at the moment of the check, with the digest that names it. */
export function toPreview(checked: CheckedApplication, base?: VersionBase) {
  const { type, department, seal, holders, items, issued, validFrom, validUntil } = checked;
  const number = base ? (checked.givenNumber ?? base.before.number) : findNumber(checked);
  const preview: LicencePreview = {
    type: { code: type.code, version: type.version, name: type.name['zh-Hans'] },
    department: { code: department.code, name: department.name },
    seal: { id: seal.id, name: seal.name },
    holders: holders.map(({ name, codeType, code }) => ({ name, codeType, code })),
    items: type.items.flatMap(({ code, name }) => {
      const value = items[code];
      return value === undefined
        ? []
        : [{ code, name, value: value as LicencePreview['items'][number]['value'] }];
    }),
    ...(number === undefined ? {} : { number }),
    ...(base === undefined ? {} : { supersedes: toSuperseded(base) }),
    ...{ issued, validFrom },
    ...(validUntil === undefined ? {} : { validUntil }),
  };
  const text = toCanonicalJson(preview as JsonValue);
  return { preview, previewDigest: createHash('sha256').update(text).digest('base64url') };
}
