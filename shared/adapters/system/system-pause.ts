import { setTimeout as pause } from 'node:timers/promises';
import type { Pause } from '../../ports/pause.ts';

/** The machine's own timer. */
export const systemPause: Pause = (milliseconds) => pause(milliseconds);
