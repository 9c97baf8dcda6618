/** A camera that is on. */
export interface Camera {
  readonly stream: MediaStream;
  /** Switches the lamp; absent where the device has none. */
  readonly switchTorch?: (isOn: boolean) => Promise<void>;
  close(): void;
}

/** Why there is no camera. */
export type CameraFault = 'camera-refused' | 'camera-none' | 'camera-busy';

const faults: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'camera-refused',
  SecurityError: 'camera-refused',
  NotFoundError: 'camera-none',
  OverconstrainedError: 'camera-none',
};

/** What the types of the DOM do not know yet. @see MediaStream Image Capture */
interface TorchTrack {
  getCapabilities?(): { readonly torch?: boolean };
  applyConstraints(wanted: { advanced: readonly { torch: boolean }[] }): Promise<void>;
}

/** Opens the camera that looks away from whoever holds the device. */
export async function openCamera(): Promise<Camera | CameraFault> {
  const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 960 } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
    const [track] = stream.getVideoTracks() as unknown as readonly TorchTrack[];
    const hasTorch = track?.getCapabilities?.().torch === true;
    const switchTorch = async (isOn: boolean) =>
      track?.applyConstraints({ advanced: [{ torch: isOn }] });
    return {
      stream,
      ...(hasTorch ? { switchTorch } : {}),
      close: () => {
        for (const one of stream.getTracks()) one.stop();
      },
    };
  } catch (error) {
    return faults[error instanceof Error ? error.name : ''] ?? 'camera-busy';
  }
}
