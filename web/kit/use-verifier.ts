import { useEffect, useState } from 'preact/hooks';
import type { OpenedKit } from '../../shared/verify/offline-kit.ts';
import { findKit, updateKit } from './page-kit.ts';
import { fetchSettings, type PageSettings } from './page-settings.ts';
import { makePageVerifier, type PageVerifier } from './page-verifier.ts';

/** A page's verifier, and how its kit is. */
export interface VerifierState {
  readonly settings?: PageSettings;
  readonly verifier?: PageVerifier;
  readonly kit?: OpenedKit;
  readonly isUpdating: boolean;
  /** The settings, or the last update, could not be had. */
  readonly fault?: 'settings' | 'kit';
}

const updateMilliseconds = 10 * 60_000;

/** Opens a verifier with the kit that is kept here; `usesKit` keeps a kit and renews it while the page is open. */
export function useVerifier(usesKit: boolean) {
  const [state, setState] = useState<VerifierState>({ isUpdating: false });
  const change = (changed: Partial<VerifierState>) => setState((old) => ({ ...old, ...changed }));

  const update = async ({ settings, verifier } = state): Promise<void> => {
    if (settings === undefined || verifier === undefined) return;
    change({ isUpdating: true });
    try {
      const kit = await updateKit(settings);
      verifier.useKit(kit);
      setState(({ fault: _, ...old }) => ({ ...old, kit, isUpdating: false }));
    } catch {
      change({ isUpdating: false, fault: 'kit' });
    }
  };

  const open = async (): Promise<void> => {
    const settings = await fetchSettings();
    const verifier = makePageVerifier(settings);
    change({ settings, verifier });
    if (!usesKit) return;
    const kit = await findKit(settings);
    if (kit !== undefined) {
      verifier.useKit(kit);
      change({ kit });
    }
    const renew = () => void update({ settings, verifier, isUpdating: false });
    if (navigator.onLine) renew();
    addEventListener('online', renew);
    setInterval(renew, updateMilliseconds);
  };

  // once, when the page opens
  useEffect(() => {
    open().catch(() => change({ fault: 'settings' }));
  }, []);
  return { ...state, update: () => update() };
}
