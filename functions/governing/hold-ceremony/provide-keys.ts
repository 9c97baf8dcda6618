import type { CeremonyKey, CeremonyKeys } from '../../../shared/ports/ceremony-keys.ts';
import { macKeys, type SigningKeyName, signingKeyNames } from './ceremony-plan.ts';
import { ceremonyFault } from './ceremony-ports.ts';
import { fingerprintOf } from './certify.ts';
import type { Recorder } from './transcript.ts';

/** The province's keys, as far as they are there. */
export type ProvidedKeys = ReadonlyMap<SigningKeyName, CeremonyKey>;

/** The key of that name. */
export function requireKey(provided: ProvidedKeys, name: SigningKeyName): CeremonyKey {
  const key = provided.get(name);
  if (!key) throw ceremonyFault('key-missing', name);
  return key;
}

/** Finds or makes one key, and writes it down; a dry run only finds. */
export async function provideSigningKey(
  keys: CeremonyKeys,
  { name, purpose, dryRun }: { name: string; purpose: string; dryRun: boolean },
  recorder: Recorder,
): Promise<CeremonyKey | undefined> {
  const found = await keys.findSigningKey(name);
  const key = found ?? (dryRun ? undefined : await keys.makeSigningKey(name, purpose));
  const made = key ? 'made' : 'to-make';
  recorder.note({
    does: 'key',
    what: name,
    outcome: found ? 'found' : made,
    ...(key ? { details: { keyId: key.keyId, spki: fingerprintOf(key.publicKey) } } : {}),
  });
  return key;
}

async function provideMacKeys(
  keys: CeremonyKeys,
  dryRun: boolean,
  recorder: Recorder,
): Promise<void> {
  for (const { name, description } of macKeys) {
    const found = await keys.findMacKey(name);
    const keyId = found ?? (dryRun ? undefined : await keys.makeMacKey(name, description));
    const made = keyId ? 'made' : 'to-make';
    recorder.note({
      does: 'mac-key',
      what: name,
      outcome: found ? 'found' : made,
      ...(keyId ? { details: { keyId } } : {}),
    });
  }
}

/** All keys of the province, each found by its name or made. */
export async function provideKeys(
  keys: CeremonyKeys,
  dryRun: boolean,
  recorder: Recorder,
): Promise<ProvidedKeys> {
  const provided = new Map<SigningKeyName, CeremonyKey>();
  for (const name of signingKeyNames) {
    const key = await provideSigningKey(keys, { name, purpose: name, dryRun }, recorder);
    if (key) provided.set(name, key);
  }
  await provideMacKeys(keys, dryRun, recorder);
  return provided;
}
