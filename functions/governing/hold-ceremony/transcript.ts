import { createHash } from 'node:crypto';
import type { Moment } from '../../../shared/domain/ids.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { invalid, readArray, readObject, readString } from '../../../shared/domain/reading.ts';
import { toCanonicalJson } from '../../../shared/formats/canonical-json.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { Clock } from '../../../shared/ports/clock.ts';

/** Somebody who was there: a role, and initials. */
export interface Present {
  readonly role: string;
  readonly initials: string;
}

/** One step of a ceremony: what was done, to what, how it ended; key ids and fingerprints, never a secret. */
export interface CeremonyStep {
  readonly number: number;
  /** RFC 3339. */
  readonly at: string;
  readonly does: 'key' | 'mac-key' | 'certificate' | 'check' | 'enter' | 'rename';
  readonly what: string;
  readonly outcome: 'found' | 'made' | 'to-make' | 'holds' | 'entered' | 'to-enter' | 'renamed';
  readonly details: Readonly<Record<string, string>>;
}

/** What a ceremony did, step by step, under one digest. */
export interface Transcript {
  readonly ceremony: 'yinzheng-key-ceremony/1';
  readonly act: string;
  readonly province: string;
  readonly present: readonly Present[];
  readonly dryRun: boolean;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly steps: readonly CeremonyStep[];
  /** SHA-256 over all the rest as canonical JSON, hex. */
  readonly digest: string;
}

/** What a transcript says beside its steps. */
export type TranscriptHead = Pick<Transcript, 'act' | 'province' | 'present' | 'dryRun'>;

/** Writes steps down as they happen. */
export interface Recorder {
  note(step: Omit<CeremonyStep, 'number' | 'at' | 'details'> & Partial<CeremonyStep>): void;
  finish(): Transcript;
}

/** SHA-256 over a transcript without its digest, as canonical JSON, hex. */
export function digestOf(transcript: Omit<Transcript, 'digest'>): string {
  const { digest: _, ...rest } = transcript as Transcript;
  return createHash('sha256')
    .update(toCanonicalJson(rest as unknown as JsonValue))
    .digest('hex');
}

/** Closes the writing of a transcript over the clock; every step is told as it is noted. */
export function makeRecorder(
  head: TranscriptHead,
  clock: Clock,
  onStep: (step: CeremonyStep) => void = () => undefined,
): Recorder {
  const steps: CeremonyStep[] = [];
  const now = (): string => toRfc3339(clock.now() as Moment);
  const startedAt = now();
  return {
    note(step) {
      const noted = { details: {}, ...step, number: steps.length + 1, at: now() };
      steps.push(noted);
      onStep(noted);
    },
    finish() {
      const whole = {
        ceremony: 'yinzheng-key-ceremony/1',
        ...head,
        startedAt,
        endedAt: now(),
        steps,
      } as const;
      return { ...whole, digest: digestOf(whole) };
    },
  };
}

/**
 * A transcript as it was written down; whether its digest is right is another question.
 * @throws Problem `request-invalid`
 */
export function readTranscript(value: unknown): Transcript {
  const source = readObject(value, '');
  if (source['ceremony'] !== 'yinzheng-key-ceremony/1') throw invalid('/ceremony', 'enum');
  readString(source['digest'], '/digest');
  readArray(source['present'], '/present', { min: 0, max: 100 });
  readArray(source['steps'], '/steps', { min: 0, max: 1000 }).forEach((step, at) => {
    const { does, what, outcome, details } = readObject(step, `/steps/${at}`);
    for (const text of [does, what, outcome]) readString(text, `/steps/${at}`);
    Object.values(readObject(details, `/steps/${at}/details`)).forEach((one) => {
      readString(one, `/steps/${at}/details`);
    });
  });
  return value as Transcript;
}
