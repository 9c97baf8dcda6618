import type { Verdict } from '../../shared/verify/verdict.ts';
import { speak } from './speak.ts';
import type { PageLanguage } from './texts.ts';

const vibrations: Readonly<Record<Verdict, readonly number[]>> = {
  valid: [80],
  invalid: [300, 100, 300],
  indeterminate: [120, 80, 120, 80, 120],
};

/** Hertz, one tone after the other: up, down, level. */
const tones: Readonly<Record<Verdict, readonly number[]>> = {
  valid: [660, 880],
  invalid: [330, 220],
  indeterminate: [440, 440, 440],
};
const toneSeconds = 0.12;

let audio: AudioContext | undefined;

function playTones(verdict: Verdict): void {
  audio ??= new AudioContext();
  void audio.resume();
  const { currentTime, destination } = audio;
  for (const [at, frequency] of tones[verdict].entries()) {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(destination);
    tone.start(currentTime + at * toneSeconds);
    tone.stop(currentTime + (at + 1) * toneSeconds);
  }
}

/** Vibration, sound and, unless it was switched off, speech with every verdict; whatever a device lacks is left out. */
export function tellResult(
  verdict: Verdict,
  words: string,
  voice: { readonly language: PageLanguage; readonly isSpoken: boolean },
): void {
  try {
    navigator.vibrate?.([...vibrations[verdict]]);
    playTones(verdict);
  } catch {
    // the verdict is on the screen
  }
  if (voice.isSpoken) speak(words, voice.language);
}
