import { startBrowser, type TestBrowser } from './browser.ts';
import { type RunningService, startRunningService } from './running-service.ts';

/** The service, and a browser to look at it. */
export interface Web {
  readonly service: RunningService;
  readonly browser: TestBrowser;
  close(): Promise<void>;
}

/** Starts both. */
export async function startWeb(): Promise<Web> {
  const [service, browser] = await Promise.all([startRunningService(), startBrowser()]);
  const close = async () => {
    await browser.close();
    await service.stop();
  };
  return { service, browser, close };
}
