import type { SealId } from '../../../shared/domain/ids.ts';
import type { Seal } from '../../../shared/domain/seal.ts';
import { isKeyWanted, standingOf } from '../../../shared/domain/seal-state.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import type { KeyMaker } from '../../../shared/ports/signing-keys.ts';

export interface SettleKeyPorts {
  readonly seals: Pick<Seals, 'find'>;
  readonly keyMaker: Pick<KeyMaker, 'enable' | 'disable'>;
  readonly clock: Clock;
}

export type SettleKey = (id: SealId) => Promise<void>;

const maxRounds = 3;

async function switchKey({ keyMaker, clock }: SettleKeyPorts, seal: Seal): Promise<void> {
  const now = clock.now();
  if (seal.state === 'applied' || standingOf(seal, now) === 'made') return;
  if (isKeyWanted(seal, now)) await keyMaker.enable(seal.making.keyId);
  else await keyMaker.disable(seal.making.keyId);
}

/**
 * Brings a seal's key to what the recorded state, or its end, asks for, whatever was left undone before. Reads
 * again afterwards: a late repetition must not switch off what was enabled in the meantime.
 */
export function makeSettleKey(ports: SettleKeyPorts): SettleKey {
  return async (id) => {
    for (let round = 0; round < maxRounds; round += 1) {
      const before = await ports.seals.find(id);
      if (before === undefined) return;
      await switchKey(ports, before);
      const after = await ports.seals.find(id);
      if (after?.entries.length === before.entries.length) return;
    }
    throw new Error(`the state of ${id} does not stand still`);
  };
}
