import type { LicenceDocumentAnswer } from '../../../shared/api/licence-documents.ts';
import type { ClientId } from '../../../shared/domain/ids.ts';
import { refetchMilliseconds } from '../../../shared/domain/use-record.ts';
import type { Faces } from '../../../shared/ports/faces.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import type { RetrievedCopies, RetrievedCopy } from '../../../shared/ports/retrieved-copies.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { FaceSources } from '../face/face-content.ts';
import { type GiveFacePorts, makeGiveFace } from '../face/give-face.ts';
import type { IssuedHead } from '../own-licence.ts';
import { toAnnotatedContent } from './annotated-content.ts';

/** What annotated copies need: of the holding zone only what was retrieved, and whether its leave stands. */
export interface AnnotateCopyPorts extends Omit<GiveFacePorts, 'faces'> {
  readonly reader: Pick<RegisterReader, 'findHead' | 'findReservation' | 'findSignedForms'>;
  readonly retrieved: RetrievedCopies;
  /** Records of one retrieval's copies, as those of faces. */
  copiesOf(retrievalId: string): Faces;
}

/** What a verifier asks for, as in the path. */
export interface AskedCopy {
  readonly client: ClientId;
  readonly retrievalId: string;
  readonly licenceId: string;
}

export type AnnotateCopy = (asked: AskedCopy) => Promise<LicenceDocumentAnswer>;

/** The retrieval of the one who asks, not too long ago, with a leave that stands and wants copies. */
async function findRetrieved(
  { retrieved, clock }: AnnotateCopyPorts,
  { client, retrievalId, licenceId }: AskedCopy,
): Promise<RetrievedCopy> {
  const found = await retrieved.find(retrievalId, licenceId);
  const isOwn = found?.use.verifier.client === client;
  if (!isOwn || found.use.at + refetchMilliseconds <= clock.now()) throw new Problem('not-found');
  return found;
}

/** The head of the version that was retrieved. @throws Problem `state-conflict` where another holds by now */
async function findHead(
  { reader }: AnnotateCopyPorts,
  { licence, version }: RetrievedCopy,
): Promise<IssuedHead> {
  const head = await reader.findHead(licence.licenceId);
  if (head?.issuedAt === undefined) throw new Error('a retrieved licence is not in the register');
  if (head.version !== version) {
    throw new Problem('state-conflict', { reason: 'licence-superseded' });
  }
  return { ...head, issuedAt: head.issuedAt };
}

/**
 * Gives the annotated copy 加注件 of a licence that was retrieved: its face with the authorised items and
 * no others, marked all over with who retrieved it, for what, until when and under which number, sealed
 * by its department. Made once for a retrieval; who asks again gets the same. The issuing zone makes it:
 * no other may read the register and sign.
 * @throws Problem `not-found` for anything that is not one's own or stands no more, `state-conflict`,
 * `seal-not-enabled`, `seal-unavailable`, `service-unavailable`
 */
export function makeAnnotateCopy(ports: AnnotateCopyPorts): AnnotateCopy {
  return async (asked) => {
    const retrieved = await findRetrieved(ports, asked);
    const head = await findHead(ports, retrieved);
    const { id: number } = retrieved.use;
    const giveFace = makeGiveFace({ ...ports, faces: ports.copiesOf(number) });
    return giveFace({
      head,
      by: asked.client,
      toContent: (sources: FaceSources) => toAnnotatedContent(sources, retrieved),
      folder: 'copies',
      reason: `电子证照加注件 ${number}`,
      fileName: `${head.identifier}-${number}.pdf`,
    });
  };
}
