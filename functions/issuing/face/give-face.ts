import type { LicenceDocumentAnswer } from '../../../shared/api/licence-documents.ts';
import {
  type Face,
  faceAttemptMilliseconds,
  fileAddressSeconds,
  type MadeFace,
} from '../../../shared/domain/face.ts';
import type { ClientId, DepartmentCode, Moment } from '../../../shared/domain/ids.ts';
import type { LicenceType } from '../../../shared/domain/licence-type.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { Seal, SealKind } from '../../../shared/domain/seal.ts';
import { isUsable, type UsableSeal } from '../../../shared/domain/usable-seal.ts';
import type { DirectoryListing } from '../../../shared/ports/directory.ts';
import type { FaceContent } from '../../../shared/ports/face-drawer.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { IssuedHead } from '../own-licence.ts';
import { type FaceSources, toFaceContent } from './face-content.ts';
import { makeSignFace, type SignFacePorts } from './sign-face.ts';

/** What giving a face, or a copy of one, needs. */
export interface GiveFacePorts extends SignFacePorts {
  readonly provinceUrl: string;
  readonly reader: Pick<RegisterReader, 'findReservation' | 'findSignedForms'>;
  readonly seals: Seals;
  readonly types: Pick<DirectoryListing, 'findLicenceTypeVersion'>;
}

/** Which face is asked for, and by whom. */
export interface AskedFace {
  readonly head: IssuedHead;
  readonly by: ClientId;
  /** What it says. */
  readonly toContent?: (sources: FaceSources) => FaceContent;
  readonly folder: 'faces' | 'copies';
  readonly reason: string;
  readonly fileName: string;
}

/** Which of a department's seals goes on a face, where the licence's own cannot any more. */
const order: readonly SealKind[] = ['licence-special', 'official'];

const conflict = (reason: string) => new Problem('state-conflict', { reason });

/** The licence's own seal while it may be used, otherwise the department's present one. */
async function findSeal(
  { seals, clock }: GiveFacePorts,
  head: IssuedHead,
): Promise<UsableSeal<Seal>> {
  const own = await seals.find(head.seal);
  const now = clock.now();
  if (isUsable(own, now)) return own;
  const others = await seals.listByDepartment(head.department as DepartmentCode);
  const usable = others.filter((seal) => isUsable(seal, now)) as UsableSeal<Seal>[];
  const found = order.flatMap((kind) => usable.filter((seal) => seal.kind === kind)).at(0);
  if (found === undefined) throw new Problem('seal-not-enabled');
  return found;
}

/** @throws Problem `state-conflict` where the type's face is a document that the department brings; copies are drawn all the same */
function requireDrawn(type: LicenceType | undefined, { folder }: AskedFace): LicenceType {
  if (type === undefined) throw new Error('a licence whose type is not in the directory');
  if (type.document === 'given-pdf' && folder === 'faces') throw conflict('given-pdf');
  return type;
}

const isMade = (face: Face | undefined): face is MadeFace =>
  face?.state === 'made' && face.fileDigest !== undefined && face.sizeBytes !== undefined;

/**
 * Gives a face as a document under its department's seal: the one in the store, or one that is made now.
 * Only of a valid licence one is made; what was made before stays to be had.
 * @throws Problem `state-conflict`, `seal-not-enabled`, `seal-unavailable`, `service-unavailable`
 */
export function makeGiveFace(ports: GiveFacePorts) {
  const signFace = makeSignFace(ports);

  const make = async (asked: AskedFace, earlier: Face | undefined) => {
    const { head, toContent = toFaceContent } = asked;
    const at = ports.clock.now();
    if (head.state !== 'valid') throw conflict(`licence-${head.state}`);
    if (earlier?.state === 'making' && at < earlier.at + faceAttemptMilliseconds) {
      throw new Problem('service-unavailable', { retryAfterSeconds: 2 });
    }
    const { licenceId, version } = head;
    const [reservation, forms, seal] = await Promise.all([
      ports.reader.findReservation(licenceId, version),
      ports.reader.findSignedForms(licenceId, version),
      findSeal(ports, head),
    ]);
    if (!reservation || !forms) throw new Error('a licence in force has no signed forms');
    const found = await ports.types.findLicenceTypeVersion(head.type, reservation.typeVersion);
    const type = requireDrawn(found, asked);
    const { provinceUrl } = ports;
    const content = toContent({ provinceUrl, type, reservation, forms, at });
    return signFace({ ...asked, content, seal, attempt: (earlier?.attempt ?? 0) + 1, at });
  };

  /** Made, and still in the store. */
  const findFile = async (face: Face | undefined): Promise<MadeFace | undefined> =>
    isMade(face) && (await ports.files.sizeOf(face.path)) === face.sizeBytes ? face : undefined;

  return async (asked: AskedFace): Promise<LicenceDocumentAnswer> => {
    const { licenceId, version } = asked.head;
    const earlier = await ports.faces.find(licenceId, version);
    const face = (await findFile(earlier)) ?? (await make(asked, earlier));
    if (!isMade(face)) throw new Error('a face was made and has no file');
    const address = { seconds: fileAddressSeconds, fileName: asked.fileName };
    const { url } = await ports.files.signReading(face.path, address);
    const expiresAt = (ports.clock.now() + fileAddressSeconds * 1000) as Moment;
    return toAnswer(face, { url, expiresAt });
  };
}

function toAnswer(
  face: MadeFace,
  { url, expiresAt }: { readonly url: string; readonly expiresAt: Moment },
): LicenceDocumentAnswer {
  return {
    licenceId: face.licenceId,
    identifier: face.identifier,
    version: face.version,
    seal: face.seal,
    signedAt: toRfc3339(face.at),
    sizeBytes: face.sizeBytes,
    sha256: face.fileDigest,
    url,
    expiresAt: toRfc3339(expiresAt),
  };
}
