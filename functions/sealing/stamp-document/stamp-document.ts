import { createHash } from 'node:crypto';
import type { AskedStamp, StampAnswer } from '../../../shared/api/stamps.ts';
import type { Caller } from '../../../shared/domain/client.ts';
import { fileAddressSeconds, makeFileName } from '../../../shared/domain/face.ts';
import type { Moment, SealId } from '../../../shared/domain/ids.ts';
import { toRfc3339, toSeconds } from '../../../shared/domain/moment.ts';
import { findRepeated } from '../../../shared/domain/repeated-request.ts';
import type { Seal } from '../../../shared/domain/seal.ts';
import {
  type DoneStamp,
  isDone,
  makeStampId,
  type Stamp,
  stampAttemptMilliseconds,
} from '../../../shared/domain/stamp.ts';
import { isUsable, requireUsable, type UsableSeal } from '../../../shared/domain/usable-seal.ts';
import { readBase64, toBase64url } from '../../../shared/formats/base64url.ts';
import { toCms, toSigning } from '../../../shared/formats/cms-making.ts';
import { embedSignature } from '../../../shared/formats/document-signing.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { FileStore } from '../../../shared/ports/file-store.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { SealSignatures } from '../../../shared/ports/seal-signatures.ts';
import type { KeyedSealRequest, Seals } from '../../../shared/ports/seals.ts';
import type { SigningKeys } from '../../../shared/ports/signing-keys.ts';
import type { Stamps } from '../../../shared/ports/stamps.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toSealRequest } from '../seal-request.ts';
import { type PrepareStampPorts, prepareStamp, readGiven } from './prepare-stamp.ts';

/** What stamping needs. */
export interface StampDocumentPorts extends Omit<PrepareStampPorts, 'files'> {
  readonly stamps: Stamps;
  readonly seals: Pick<Seals, 'find'>;
  readonly files: FileStore;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly keys: SigningKeys;
  readonly signatures: SealSignatures;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

export interface StampDocumentCommand {
  readonly id: string;
  readonly caller: Caller;
  readonly request: KeyedSealRequest;
  readonly asked: AskedStamp;
}

export interface StampOutcome {
  readonly answer: StampAnswer;
  readonly replayed: boolean;
}

export type StampDocument = (command: StampDocumentCommand) => Promise<StampOutcome>;

const sha256 = (...pieces: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return new Uint8Array(hash.digest());
};

const mediaTypes = { pades: 'application/pdf', cades: 'application/pkcs7-signature' } as const;
const endings = { pades: 'pdf', cades: 'p7s' } as const;

/** One attempt at a stamp. */
interface Attempt {
  readonly command: StampDocumentCommand;
  readonly seal: UsableSeal<Seal>;
  readonly earlier: Stamp | undefined;
  readonly at: Moment;
}

/** @throws Problem `not-found`, `forbidden`, `seal-not-enabled` */
async function findOwnSeal(
  { seals, clock }: StampDocumentPorts,
  { id, caller }: StampDocumentCommand,
): Promise<UsableSeal<Seal>> {
  const seal = await seals.find(id as SealId);
  // another department's seal is told apart from none by nobody
  if (seal === undefined || seal.department !== caller.department) throw new Problem('not-found');
  return requireUsable(seal, clock.now());
}

async function findChain(ports: StampDocumentPorts, seal: UsableSeal<Seal>) {
  const certificates = await ports.directory.findCertificates();
  if (certificates === undefined) throw new Error('the province has no certificates yet');
  return [seal.making.certificate, certificates.sealingCa].map(readBase64);
}

/** What is signed, and how its signature becomes a file. */
async function toWork(ports: StampDocumentPorts, { command, seal, at }: Attempt) {
  const { asked } = command;
  const chain = await findChain(ports, seal);
  const [signer = new Uint8Array()] = chain;
  const given = await readGiven(ports, asked, seal);
  const documentDigest = toBase64url(sha256(given));
  if (asked.form === 'cades') {
    const signing = toSigning([given], { signer, signingTime: toSeconds(at) }, sha256);
    return { chain, documentDigest, signing, toFile: (cms: Uint8Array) => cms };
  }
  const prepared = await prepareStamp(ports, given, { stamp: asked, seal, at });
  const signing = toSigning(prepared.signed, { signer }, sha256);
  return {
    chain,
    documentDigest,
    signing,
    toFile: (cms: Uint8Array) => embedSignature(prepared, cms),
  };
}

type Work = Awaited<ReturnType<typeof toWork>>;

function toStamp(ports: StampDocumentPorts, one: Attempt, work: Work): Stamp {
  const { command, seal, earlier, at } = one;
  const { form } = command.asked;
  return {
    ...{ id: earlier?.id ?? makeStampId(ports.random), seal: seal.id, form, state: 'signing', at },
    ...{ department: seal.department, by: command.caller.clientId },
    attempt: (earlier?.attempt ?? 0) + 1,
    digest: toBase64url(work.signing.digest),
    documentDigest: work.documentDigest,
    path: `stamped/${makeFileName(ports.random)}.${endings[form]}`,
  };
}

/** Uses the key, holds its signature against the certificate, reads the seal once more. */
async function sign(
  ports: StampDocumentPorts,
  { seal }: Attempt,
  { signing, chain, toFile }: Work,
) {
  const { signedAttributes } = signing;
  const signature = await ports.keys.sign(seal.making.keyId, signing.digest);
  const made = { signature, signingInput: signedAttributes };
  if (!ports.signatures.isMadeUnder(seal.making.certificate, made)) {
    ports.log.alert('stamp.signature-wrong', { seal: seal.id });
    throw new Problem('seal-unavailable', { retryAfterSeconds: 60 });
  }
  if (!isUsable(await ports.seals.find(seal.id), ports.clock.now())) {
    throw new Problem('seal-not-enabled');
  }
  return toFile(toCms({ chain, signedAttributes, signature }));
}

const inFlight = (retryAfterSeconds: number) =>
  new Problem('idempotency-in-flight', { retryAfterSeconds });

/**
 * Seals a document of the seal's own department: PDF visibly and in itself, any other file by a signature
 * beside it. What the key is about to sign is recorded before, with the request's key; a repeated request
 * gets the same stamp, or takes over when the first one was broken off.
 * @throws Problem `not-found`, `seal-not-enabled`, `seal-unavailable`, `document-unfit`, `request-invalid`,
 * `idempotency-mismatch`, `idempotency-in-flight`
 */
export function makeStampDocument(ports: StampDocumentPorts): StampDocument {
  const { stamps, files, clock } = ports;

  const make = async (one: Attempt): Promise<DoneStamp> => {
    const { earlier, at, command } = one;
    const wait = earlier === undefined ? 0 : earlier.at + stampAttemptMilliseconds - at;
    if (wait > 0) throw inFlight(Math.ceil(wait / 1000));
    const work = await toWork(ports, one);
    const stamp = toStamp(ports, one, work);
    const request = toSealRequest(command.request, at);
    if ((await stamps.recordAttempt(stamp, request)) === 'moved') throw inFlight(1);
    const file = await sign(ports, one, work);
    await files.put(stamp.path, file, mediaTypes[stamp.form]);
    const fileDigest = toBase64url(sha256(file));
    const done = { ...stamp, state: 'done', sizeBytes: file.length, fileDigest } as const;
    if ((await stamps.complete(done)) === 'moved') throw inFlight(1);
    const { id, seal, attempt } = stamp;
    ports.log.note('document.stamped', { stampId: id, seal, attempt });
    return done;
  };

  const toAnswer = async (stamp: DoneStamp): Promise<StampAnswer> => {
    const address = { seconds: fileAddressSeconds, fileName: `${stamp.id}.${endings[stamp.form]}` };
    const { url } = await files.signReading(stamp.path, address);
    const expiresAt = (clock.now() + fileAddressSeconds * 1000) as Moment;
    return {
      ...{ stampId: stamp.id, seal: stamp.seal, form: stamp.form, signedAt: toRfc3339(stamp.at) },
      ...{ documentSha256: stamp.documentDigest, sizeBytes: stamp.sizeBytes },
      ...{ sha256: stamp.fileDigest, url, expiresAt: toRfc3339(expiresAt) },
    };
  };

  return async (command) => {
    const at = clock.now();
    const { client, keyDigest } = command.request;
    const used = await stamps.findByRequest(client, keyDigest);
    const earlier = findRepeated(used, command.request, at)?.stamp;
    if (isDone(earlier)) return { answer: await toAnswer(earlier), replayed: true };
    const seal = await findOwnSeal(ports, command);
    const done = await make({ command, seal, earlier, at });
    return { answer: await toAnswer(done), replayed: false };
  };
}
