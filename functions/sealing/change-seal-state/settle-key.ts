import type { SealId } from '../../../shared/domain/ids.ts';
import type { Seal } from '../../../shared/domain/seal.ts';
import type { Seals } from '../../../shared/ports/seals.ts';
import type { KeyMaker } from '../../../shared/ports/signing-keys.ts';

export interface SettleKeyPorts {
  readonly seals: Pick<Seals, 'find'>;
  readonly keyMaker: Pick<KeyMaker, 'enable' | 'disable'>;
}

export type SettleKey = (id: SealId) => Promise<void>;

const maxRounds = 3;

async function switchKey({ keyMaker }: SettleKeyPorts, seal: Seal): Promise<void> {
  if (seal.state === 'applied' || seal.state === 'made') return;
  if (seal.state === 'enabled') await keyMaker.enable(seal.making.keyId);
  else await keyMaker.disable(seal.making.keyId);
}

/**
 * Brings a seal's key to what the recorded state asks for, whatever was left undone before. Reads
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
