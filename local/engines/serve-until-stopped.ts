/** What a process serves: its address, and how it is closed. */
export interface Served {
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
}

function listenForTheEnd(engine: Served): void {
  const stop = () => {
    void engine.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdin.once('end', stop).once('error', stop).resume();
}

/**
 * Keeps an engine's process running: prints one line of JSON when it can be used, or one line of why it cannot, and ends
 * it on SIGTERM, on SIGINT and when standard input ends, which is how a child notices that its parent is gone, however
 * that died.
 */
export async function serveUntilStopped(starting: Promise<Served>): Promise<void> {
  try {
    const engine = await starting;
    listenForTheEnd(engine);
    console.log(JSON.stringify({ ready: true, endpoint: engine.endpoint, port: engine.port }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
