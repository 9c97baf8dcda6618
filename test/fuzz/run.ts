import { mkdirSync, writeFileSync } from 'node:fs';
import { type FuzzReport, fuzz } from './fuzz.ts';
import { makeFuzzTargets } from './targets.ts';

/** `npm run fuzz`: FUZZ_INPUTS for each parser (200,000 unless told), FUZZ_SEED to repeat a run, FUZZ_TARGET for one. */
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 200_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(performance.timeOrigin) % 2 ** 31);
const only = process.env['FUZZ_TARGET'];

const toLine = (report: FuzzReport) =>
  [
    report.target.padEnd(20),
    `${report.accepted} accepted`.padStart(18),
    `${report.refused} refused`.padStart(17),
    `slowest ${report.slowestMilliseconds.toFixed(1)} ms`.padStart(18),
    `kept ${report.keptMebibytes.toFixed(1)} MiB`.padStart(15),
    `${report.findings.length} findings`.padStart(13),
  ].join('');

console.log(`${inputs} inputs for each parser, FUZZ_SEED=${seed}`);
const reports: FuzzReport[] = [];
for (const target of await makeFuzzTargets()) {
  if (only !== undefined && target.name !== only) continue;
  const report = await fuzz(target, { inputs, seed });
  reports.push(report);
  console.log(toLine(report));
  for (const { number, what, base64 } of report.findings) {
    console.log(`  input ${number}: ${what}\n    ${base64.slice(0, 400)}`);
  }
}
mkdirSync('.build', { recursive: true });
writeFileSync('.build/fuzz.json', `${JSON.stringify(reports, null, 2)}\n`);
if (reports.length === 0 || reports.some(({ findings }) => findings.length > 0)) {
  process.exitCode = 1;
}
