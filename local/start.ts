import { prepareDataDirectory } from './data-directory.ts';
import { describeStart } from './describe-start.ts';
import { requireFreePorts } from './require-free-ports.ts';
import { readStartOptions } from './start-options.ts';
import { startProvince } from './start-province.ts';
import { Supervisor } from './supervisor.ts';

/** `npm start`: the whole service on one machine, two provinces side by side, until Ctrl-C. */
async function start(supervisor: Supervisor): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), Date.now());
  await requireFreePorts(options.provinces);
  prepareDataDirectory(options);
  const started = performance.now();
  await Promise.all(
    options.provinces.map((province) =>
      startProvince({
        ...options,
        province,
        onChild: (child, role) => supervisor.watch(child, role),
      }),
    ),
  );
  const seconds = (performance.now() - started) / 1000;
  if (!supervisor.isStopping) console.log(describeStart(options, seconds));
}

const supervisor = new Supervisor((message) => console.error(message));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void supervisor.stop(0));
}
// npm puts a shell between itself and us that dies of a signal without passing it on.
const parent = process.ppid;
if (process.env['npm_lifecycle_event'] !== undefined) {
  setInterval(() => {
    if (process.ppid !== parent) void supervisor.stop(0);
  }, 500).unref();
}
start(supervisor).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  supervisor.fail(message);
});
