/** Waits; nothing is held meanwhile. */
export type Pause = (milliseconds: number) => Promise<void>;
