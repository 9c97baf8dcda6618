import { useEffect, useRef, useState } from 'preact/hooks';
import { makeReadPicture } from '../symbols/read-picture.ts';
import { type Camera, type CameraFault, openCamera } from './open-camera.ts';

/** What is said of a camera, and what to do where there is none. */
export type CameraTexts = Readonly<
  Record<CameraFault | 'cameraPicture' | 'cameraHint' | 'torch', string>
>;

interface Props {
  readonly texts: CameraTexts;
  readonly onScan: (text: string) => void;
}

/** Between two looks at the picture. */
const pauseMilliseconds = 120;
/** A code that stays before the camera is one licence, not many. */
const sameCodeMilliseconds = 4000;

/** Looks at what the camera shows until it is told to stop, and says each code once. */
function watch(video: HTMLVideoElement, onScan: (text: string) => void): () => void {
  const read = makeReadPicture();
  let isOver = false;
  let last: { readonly text: string; seenAt: number } | undefined;
  const look = async (): Promise<void> => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const picture = await createImageBitmap(video);
    const text = await read(picture);
    picture.close();
    if (text === undefined || isOver) return;
    const now = performance.now();
    const isSame = text === last?.text && now - last.seenAt < sameCodeMilliseconds;
    last = { text, seenAt: now };
    if (!isSame) onScan(text);
  };
  const go = async (): Promise<void> => {
    while (!isOver) {
      await look().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
  };
  void go();
  return () => {
    isOver = true;
  };
}

/** A camera that is off while nobody sees the page, and on again when somebody does. */
function useCamera(): Camera | CameraFault | undefined {
  const [camera, setCamera] = useState<Camera | CameraFault>();
  useEffect(() => {
    let turn = 0;
    let open: Camera | undefined;
    const close = () => {
      turn += 1;
      open?.close();
      open = undefined;
      setCamera(undefined);
    };
    const reopen = async () => {
      close();
      const mine = turn;
      if (document.hidden) return;
      const found = await openCamera();
      if (typeof found !== 'string' && mine !== turn) return found.close();
      open = typeof found === 'string' ? undefined : found;
      setCamera(found);
    };
    const look = () => void reopen();
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      close();
    };
  }, []);
  return camera;
}

/** What the camera sees, and the lamp where there is one; faults in words with what to do. */
export function CameraView({ texts, onScan }: Props) {
  const camera = useCamera();
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onScan);
  latest.current = onScan;
  const [isTorchOn, setTorchOn] = useState(false);

  useEffect(() => {
    const { current } = video;
    setTorchOn(false);
    if (current === null || camera === undefined || typeof camera === 'string') return;
    current.srcObject = camera.stream;
    void current.play().catch(() => undefined);
    return watch(current, (text) => latest.current(text));
  }, [camera]);

  if (typeof camera === 'string')
    return (
      <p class="notice" role="alert">
        {texts[camera]}
      </p>
    );
  const { switchTorch } = camera ?? {};
  const turn = async () => {
    const isOn = !isTorchOn;
    await switchTorch?.(isOn).then(
      () => setTorchOn(isOn),
      () => undefined,
    );
  };
  return (
    <div class="camera">
      <video ref={video} muted playsInline aria-label={texts.cameraPicture} />
      <p class="hint">{texts.cameraHint}</p>
      {switchTorch !== undefined && (
        <button type="button" aria-pressed={isTorchOn} onClick={() => void turn()}>
          {texts.torch}
        </button>
      )}
    </div>
  );
}
