import { createHash } from 'node:crypto';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import {
  departmentSheetMediaType,
  departmentSheetType,
  sheetPath,
  toDepartmentSheetPayload,
} from '../../../shared/formats/department-sheet.ts';
import type { SheetRecord } from '../../../shared/ports/sheet-records.ts';
import { findCertificates } from '../find-certificates.ts';
import { publishInOrder } from '../publish-in-order.ts';
import { sheetFilePath } from '../sheet-file-path.ts';
import { type SheetContent, toSheetContent } from './to-sheet-content.ts';
import type { TrustListPorts } from './trust-list-ports.ts';

interface MadeSheet {
  readonly record: SheetRecord;
  readonly compact: string;
}

/** What there is to say of a department now, and by whom it will be signed. */
interface SheetDraft {
  readonly content: SheetContent;
  readonly contentDigest: string;
  readonly enabledCertificates: readonly string[];
  /** DER, base64. */
  readonly listSigner: string;
}

/** Sheets never change under their address, which is their digest. */
const cacheControl = 'public, max-age=31536000, immutable';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/**
 * Publishes a department's sheet if it would say something else than the recorded one: under its
 * digest first, then as the department's record, from which the next trust list takes it.
 */
export async function publishSheet(ports: TrustListPorts, code: DepartmentCode): Promise<void> {
  const recorded = await ports.records.find(code);
  const draft = await draftSheet(ports, code);
  if (!draft || (await isPublished(ports, recorded, draft))) return;
  await publishInOrder(ports.versions, {
    path: sheetPath(code),
    make: (number) => makeSheet(ports, code, number),
    put: async ({ record, compact }: MadeSheet) => {
      await ports.shelf.put(sheetFilePath(code, record.digest), {
        body: Buffer.from(compact),
        contentType: departmentSheetMediaType,
        cacheControl,
      });
      await ports.records.record(record);
    },
  });
}

async function isPublished(
  { shelf }: TrustListPorts,
  recorded: SheetRecord | undefined,
  { contentDigest }: SheetDraft,
): Promise<boolean> {
  if (recorded?.contentDigest !== contentDigest) return false;
  return (await shelf.find(sheetFilePath(recorded.department, recorded.digest))) !== undefined;
}

async function draftSheet(
  { directory, seals, provinceUrl }: TrustListPorts,
  code: DepartmentCode,
): Promise<SheetDraft | undefined> {
  const { listSigner } = await findCertificates(directory);
  const department = await directory.findDepartment(code);
  if (!department) return undefined;
  const entitlements = await directory.listEntitlements(code);
  const ownSeals = await seals.listByDepartment(code);
  const content = toSheetContent({ department, seals: ownSeals, entitlements });
  const said = toDepartmentSheetPayload({ provinceUrl, number: 1, issuedAt: 0, ...content });
  return {
    content,
    contentDigest: sha256(JSON.stringify([said, listSigner])),
    enabledCertificates: ownSeals.flatMap((seal) =>
      seal.state === 'enabled' ? [seal.making.certificate] : [],
    ),
    listSigner,
  };
}

async function makeSheet(
  ports: TrustListPorts,
  code: DepartmentCode,
  number: number,
): Promise<MadeSheet> {
  const draft = await draftSheet(ports, code);
  if (!draft) throw new Error('the department is not in the directory any more');
  const { content, contentDigest, enabledCertificates, listSigner } = draft;
  const issuedAt = Math.floor(ports.clock.now() / 1000);
  const payload = toDepartmentSheetPayload({
    provinceUrl: ports.provinceUrl,
    number,
    issuedAt,
    ...content,
  });
  const header = { typ: departmentSheetType, x5c: [readBase64(listSigner)] };
  const compact = await ports.signFile(header, payload);
  const digest = sha256(compact);
  return {
    compact,
    record: { department: code, digest, number, contentDigest, enabledCertificates },
  };
}
