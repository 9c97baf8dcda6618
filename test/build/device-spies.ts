/**
 * Evaluated before a page's own script, on a machine that has none of it: a lamp beside the camera, a
 * motor and a voice. `globalThis.told` is what the page had them do; tones are counted where they start.
 */
export const watchDevice = `{
  const told = (globalThis.told = { torch: [], tones: [], shaken: [], said: [] });
  MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
  MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => {
    told.torch.push(advanced[0].torch);
  };
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...at) {
    told.tones.push(this.frequency.value);
    return start.apply(this, at);
  };
  navigator.vibrate = (pattern) => told.shaken.push(pattern);
  speechSynthesis.speak = ({ lang, text }) => told.said.push(lang + ' ' + text);
}`;

/** What the page had the device do since it was last asked. */
export interface Told {
  readonly torch: readonly boolean[];
  /** Hertz. */
  readonly tones: readonly number[];
  /** Milliseconds on and off. */
  readonly shaken: readonly (readonly number[])[];
  /** Language and words. */
  readonly said: readonly string[];
}

/** Evaluated in a page: gives what it had done, and forgets it. */
export const takeTold = `(() => {
  const { torch, tones, shaken, said } = told;
  return { torch: torch.splice(0), tones: tones.splice(0), shaken: shaken.splice(0), said: said.splice(0) };
})()`;

/** A browser that brings a reader of its own: it sees that code whatever is before it, until it breaks. @see Shape Detection API */
export const bringDetector = (code: string) => `{
  globalThis.detector = { looked: 0, isBroken: false };
  globalThis.BarcodeDetector = class {
    static getSupportedFormats = async () => ['qr_code'];
    async detect() {
      detector.looked += 1;
      if (detector.isBroken) throw new Error('no service for it');
      return [{ rawValue: ${JSON.stringify(code)} }];
    }
  };
}`;

/** Evaluated in a page: from now on no camera opens, for that reason. */
export const refuseCamera = (name: string) => `
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '${name}'); };
`;
