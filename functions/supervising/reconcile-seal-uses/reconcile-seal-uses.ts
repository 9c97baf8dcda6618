import type { Seal } from '../../../shared/domain/seal.ts';
import {
  reconcileSealUse,
  type SealUseLine,
} from '../../../shared/domain/seal-use-reconciliation.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { KeySignatureCounts, SealUses } from '../../../shared/ports/seal-uses.ts';
import type { Seals } from '../../../shared/ports/seals.ts';

/** What reconciling needs. */
export interface ReconcileSealUsesPorts {
  readonly directory: Pick<Directory, 'listDepartments'>;
  readonly seals: Pick<Seals, 'listByDepartment'>;
  readonly uses: Pick<SealUses, 'countAttempts'>;
  readonly signatures: KeySignatureCounts;
}

/** One line for every seal that has a key, in order of departments and seals. */
export type ReconcileSealUses = () => Promise<readonly SealUseLine[]>;

type SealWithKey = Extract<Seal, { readonly making: unknown }>;

const hasKey = (seal: Seal): seal is SealWithKey => 'making' in seal;

/**
 * Holds every seal's recorded uses against KMS's own count of its key's signatures. KMS is asked
 * first: whatever it had signed by then was recorded before, so that licences issued meanwhile never
 * raise an alarm.
 */
export function makeReconcileSealUses(ports: ReconcileSealUsesPorts): ReconcileSealUses {
  const { directory, seals, uses, signatures } = ports;
  return async () => {
    const signedBy = await signatures.read();
    const lines: SealUseLine[] = [];
    for (const department of await directory.listDepartments()) {
      for (const { id: seal, making } of (await seals.listByDepartment(department.code)).filter(
        hasKey,
      )) {
        const { keyId } = making;
        const signed = signedBy.get(keyId) ?? 0;
        const recorded = await uses.countAttempts(seal);
        lines.push(reconcileSealUse({ seal, keyId, recorded, signed }));
      }
    }
    return lines;
  };
}
