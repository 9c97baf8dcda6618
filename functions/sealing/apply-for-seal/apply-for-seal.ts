import type { SealApplication } from '../../../shared/api/seals.ts';
import type { Caller } from '../../../shared/domain/client.ts';
import type { Department } from '../../../shared/domain/department.ts';
import { drawnIdBytes, toDrawnId } from '../../../shared/domain/drawn-id.ts';
import type { SealId } from '../../../shared/domain/ids.ts';
import { invalid, readText } from '../../../shared/domain/reading.ts';
import type { Seal, SealImage, SealReplacement } from '../../../shared/domain/seal.ts';
import { sealAsOf } from '../../../shared/domain/seal-state.ts';
import type { PngCoder } from '../../../shared/formats/png.ts';
import { drawSealImage, readSealPng } from '../../../shared/formats/seal-image.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type {
  KeyedSealRequest,
  SealRequests,
  Seals,
  SealWriter,
} from '../../../shared/ports/seals.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { findEarlier, toSealRequest } from '../seal-request.ts';
import type { SealOutcome } from '../seal-response.ts';
import { findReplacement } from './find-replacement.ts';

export interface ApplyForSealPorts {
  readonly directory: Pick<Directory, 'findDepartment'>;
  readonly seals: Pick<Seals, 'find'>;
  readonly writer: Pick<SealWriter, 'create'>;
  readonly requests: SealRequests;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly pngCoder: PngCoder;
}

export interface ApplyForSealCommand {
  readonly caller: Caller;
  readonly request: KeyedSealRequest;
  readonly application: SealApplication;
}

export type ApplyForSeal = (command: ApplyForSealCommand) => Promise<SealOutcome>;

type AppliedSeal = Extract<Seal, { state: 'applied' }>;

const maxNameLength = 60;

/** `seal-` and 26 characters, 130 random bits. */
function makeSealId(random: RandomBytes): SealId {
  return toDrawnId('seal', random(drawnIdBytes)) as SealId;
}

/** @throws Problem `forbidden` when the caller acts for no department of the directory */
async function findOwnDepartment(ports: ApplyForSealPorts, caller: Caller): Promise<Department> {
  const { department: code } = caller;
  const department = code === undefined ? undefined : await ports.directory.findDepartment(code);
  if (department === undefined) throw new Problem('forbidden');
  return department;
}

/**
 * Drawn, or as the department gave it: then there is nothing to say of its form.
 * @throws Problem `request-invalid`
 */
function toImage(
  { pngCoder }: ApplyForSealPorts,
  { kind, shape, code, image }: SealApplication,
  department: Department,
): SealImage {
  if (image === undefined) {
    const taxpayer = kind === 'invoice' ? department.code : undefined;
    return drawSealImage({ name: department.name, kind, shape, code: code ?? taxpayer });
  }
  if (shape !== undefined) throw invalid('/shape', 'not-allowed');
  if (code !== undefined) throw invalid('/code', 'not-allowed');
  return readSealPng(image.png, pngCoder);
}

/** @throws Problem `request-invalid` */
function toSeal(
  ports: ApplyForSealPorts,
  { caller, application }: ApplyForSealCommand,
  { department, replaces }: { department: Department; replaces: SealReplacement | undefined },
): AppliedSeal {
  const { name, kind } = application;
  return {
    id: makeSealId(ports.random),
    department: department.code,
    name: readText(name, '/name', maxNameLength),
    kind,
    image: toImage(ports, application, department),
    ...(replaces === undefined ? {} : { replaces }),
    state: 'applied',
    entries: [{ seq: 1, state: 'applied', at: ports.clock.now(), by: caller.clientId }],
  };
}

/**
 * Applies for a seal of the caller's own department, also to take the place of another one 重制. The request is recorded in the transaction that
 * creates the seal, so a repetition finds the seal that it made.
 */
export function makeApplyForSeal(ports: ApplyForSealPorts): ApplyForSeal {
  const replay = async (request: KeyedSealRequest): Promise<SealOutcome | undefined> => {
    const earlier = await findEarlier(ports.requests, request, ports.clock.now());
    const seal = earlier && (await ports.seals.find(earlier.seal));
    return earlier && seal && { seal: sealAsOf(seal, earlier.seq), replayed: true };
  };
  return async (command) => {
    const replayed = await replay(command.request);
    if (replayed) return replayed;
    const department = await findOwnDepartment(ports, command.caller);
    const now = ports.clock.now();
    const { application } = command;
    const replaces = await findReplacement(ports.seals, { application, department, now });
    const seal = toSeal(ports, command, { department, replaces });
    const request = toSealRequest(command.request, now);
    if ((await ports.writer.create(seal, request)) === 'created') return { seal, replayed: false };
    const raced = await replay(command.request);
    if (raced) return raced;
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  };
}
