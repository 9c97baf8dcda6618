import { createHash } from 'node:crypto';
import type { Face } from '../../../shared/domain/face.ts';
import { makeFileName } from '../../../shared/domain/face.ts';
import type { ClientId, Moment } from '../../../shared/domain/ids.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import type { Seal } from '../../../shared/domain/seal.ts';
import { isUsable, type UsableSeal } from '../../../shared/domain/usable-seal.ts';
import { readBase64, toBase64url } from '../../../shared/formats/base64url.ts';
import { toCms, toSigning } from '../../../shared/formats/cms-making.ts';
import { openPdf } from '../../../shared/formats/document-file.ts';
import type { Inflate } from '../../../shared/formats/document-filters.ts';
import { embedSignature, prepareSignature } from '../../../shared/formats/document-signing.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import {
  type FaceContent,
  type FaceDrawer,
  type SealPictures,
  wholeMark,
} from '../../../shared/ports/face-drawer.ts';
import type { Faces } from '../../../shared/ports/faces.ts';
import type { FileStore } from '../../../shared/ports/file-store.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { LicenceHead } from '../../../shared/ports/register.ts';
import type { SealSignatures } from '../../../shared/ports/seal-signatures.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import type { SigningKeys } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';

/** What drawing and signing a face needs. */
export interface SignFacePorts {
  readonly faces: Faces;
  readonly files: FileStore;
  readonly drawer: FaceDrawer;
  readonly pictures: SealPictures;
  readonly seals: Pick<Seals, 'find'>;
  readonly keys: SigningKeys;
  readonly signatures: SealSignatures;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly inflate: Inflate;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** One attempt to make a face. */
export interface FaceAttempt {
  readonly head: LicenceHead;
  readonly content: FaceContent;
  readonly seal: UsableSeal<Seal>;
  /** Its number: one more than the last that was recorded. */
  readonly attempt: number;
  readonly at: Moment;
  readonly by: ClientId;
  /** Where its file lies: copies are let go, faces stay. */
  readonly folder: 'faces' | 'copies';
  /** What the signature says that it is for. */
  readonly reason: string;
}

const sha256 = (...pieces: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return new Uint8Array(hash.digest());
};

/** Somebody else is at it, or the key is out of reach: soon. */
const later = (code: 'service-unavailable' | 'seal-unavailable') =>
  new Problem(code, { retryAfterSeconds: 2 });

/** The face with its seal and room for the signature. */
async function prepare(ports: SignFacePorts, { content, seal, at, reason }: FaceAttempt) {
  const [drawn, appearance] = await Promise.all([
    ports.drawer.draw(content),
    ports.pictures.toAppearance(seal.image),
  ]);
  return prepareSignature(await openPdf(drawn.bytes, ports.inflate), {
    signedAt: toSeconds(at),
    name: seal.name,
    reason,
    location: content.issuer,
    seal: appearance,
    marks: [wholeMark(appearance, 0, drawn.sealAt)],
    isFinal: true,
  });
}

async function findChain(
  ports: SignFacePorts,
  seal: UsableSeal<Seal>,
): Promise<readonly Uint8Array[]> {
  const certificates = await ports.directory.findCertificates();
  if (certificates === undefined) throw new Error('the province has no certificates yet');
  return [seal.making.certificate, certificates.sealingCa].map(readBase64);
}

/** @throws Problem `seal-unavailable` for a signature that the seal's certificate does not bear out */
function requireOwnSignature(
  { signatures, log }: SignFacePorts,
  { seal, head }: FaceAttempt,
  made: { readonly signature: Uint8Array; readonly signingInput: Uint8Array },
): void {
  if (signatures.isMadeUnder(seal.making.certificate, made)) return;
  log.alert('face.signature-wrong', { licenceId: head.licenceId, seal: seal.id });
  throw later('seal-unavailable');
}

/**
 * Draws a face, records what its seal's key is about to sign, signs it, reads the seal's state once
 * more and puts the file into the store under a name that nobody can guess.
 * @throws Problem `service-unavailable` when another attempt came between, `seal-not-enabled`, `seal-unavailable`
 */
export function makeSignFace(ports: SignFacePorts) {
  return async (one: FaceAttempt): Promise<Face> => {
    const { head, seal, attempt, at, by } = one;
    const [prepared, chain] = await Promise.all([prepare(ports, one), findChain(ports, seal)]);
    const [signer = new Uint8Array()] = chain;
    const signing = toSigning(prepared.signed, { signer }, sha256);
    const { licenceId, version, identifier } = head;
    const face: Face = {
      ...{ licenceId, version, identifier, state: 'making', attempt, at, by, seal: seal.id },
      digest: toBase64url(signing.digest),
      path: `${one.folder}/${makeFileName(ports.random)}.pdf`,
    };
    if ((await ports.faces.recordAttempt(face)) === 'moved') throw later('service-unavailable');
    const signature = await ports.keys.sign(seal.making.keyId, signing.digest);
    const { signedAttributes } = signing;
    requireOwnSignature(ports, one, { signature, signingInput: signedAttributes });
    if (!isUsable(await ports.seals.find(seal.id), ports.clock.now())) {
      throw new Problem('seal-not-enabled');
    }
    const bytes = embedSignature(prepared, toCms({ chain, signedAttributes, signature }));
    await ports.files.put(face.path, bytes, 'application/pdf');
    const made: Face = {
      ...{ ...face, state: 'made', sizeBytes: bytes.length },
      fileDigest: toBase64url(sha256(bytes)),
    };
    if ((await ports.faces.complete(made)) === 'moved') throw later('service-unavailable');
    ports.log.note('face.made', { licenceId, version, seal: seal.id, attempt });
    return made;
  };
}
