import { costOf } from './count-units.ts';
import { assumptions, monthly, type Priced, prices } from './prices.ts';
import type { CostRun } from './run.ts';

const round = (value: number, digits = 2) => value.toFixed(digits).replace(/\.?0+$/, '') || '0';

function toActTable({ acts }: CostRun): string {
  const lines = acts.map(({ what, units }) => {
    const sign = units['KMS request, ECC key'] ?? 0;
    const mac = units['KMS request, symmetric or HMAC key'] ?? 0;
    const writes = units['DynamoDB write unit (on demand)'] ?? 0;
    const reads = units['DynamoDB read unit (on demand)'] ?? 0;
    const cells = [sign, mac, writes, reads, units['SQS request'] ?? 0].map((one) => round(one));
    return `| ${what} | ${cells.join(' | ')} | ${round(costOf(units) * 1e6)} |`;
  });
  return [
    '| one | ECC signatures | MACs | write units | read units | queue requests | US$ a million |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function toShareTable({ acts }: CostRun): string {
  const names = (Object.keys(prices) as Priced[]).filter((name) =>
    acts.some(({ units }) => (units[name] ?? 0) > 0),
  );
  const share = (units: CostRun['acts'][number]['units'], name: Priced) =>
    round((units[name] ?? 0) * prices[name] * 1e6);
  return [
    `| US$ a million | ${acts.map(({ what }) => what).join(' | ')} |`,
    `|---|${acts.map(() => '---').join('|')}|`,
    ...names.map(
      (name) => `| ${name} | ${acts.map(({ units }) => share(units, name)).join(' | ')} |`,
    ),
  ].join('\n');
}

/** Millions of licences that may be issued for the monthly price of a thousand seals' keys. */
const perThousandSeals = ({ acts }: CostRun) =>
  (1000 * monthly['KMS key']) / (costOf(acts[0]?.units ?? {}) * 1e6);

/** docs/cost.md from a measured run. */
export function toCostDocument(run: CostRun): string {
  const { waitMilliseconds: wait, ownMilliseconds, memoryGigabytes } = assumptions;
  const fixed = run.keys * monthly['KMS key'] + run.alarms * monthly['CloudWatch alarm'];
  return `# What it costs
Written by \`npm run cost\`, which runs the embedded service, does each of these ${run.times} times, counts every call that each function makes to an engine, and multiplies by AWS's list prices (\`test/cost/prices.ts\`: us-east-1, US dollars, no free tier, no discount, copied by hand and not checked against AWS since: look them up before you decide). Counted on ${run.date}.

${toActTable(run)}

Where it goes:

${toShareTable(run)}

By the month, whatever happens: ${run.keys} KMS keys of the service and ${run.alarms} alarms of the home Region, ${round(fixed)} US$; each seal's key 1 US$ more. A thousand seals cost as much a month as ${round(perThousandSeals(run), 0)} million licences once.

## What is assumed
- A function waits ${wait.dynamodb} ms for DynamoDB, ${wait.kms} ms for KMS, ${wait.sqs} ms for SQS, ${wait.s3} ms for S3, ${wait.endpoint} ms for a department's endpoint, one call after the other, works ${ownMilliseconds} ms itself and has ${memoryGigabytes} GB. Waiting side by side makes it cheaper, a cold start dearer.
- An item updated or deleted has one kilobyte; an item put has the size that it has. A transaction counts double. A read finds up to 4 KB.
- Licences are issued one at a time through the API; what their status list's publishing costs is shared among those issued in the same stretch, and so is less at scale: a list is published at most once in some seconds however many change.
- What follows from a licence is counted beside it: its event in the department's feed and counts, its reminders, its row of the trail, and one endpoint that takes each event at once; each further endpoint costs its attempt once more, one that fails up to ten. Licences that are issued in one stretch share notices, transactions and turns: in bulk it is less. Events on the bus are not counted (1 US$ a million), nor are clocks: reminding looks at two days' eight partitions every ten minutes, a checkpoint of the trail is a signature a minute (0.65 US$ a month).
- A caller's token serves many requests; asking for it is not counted.
- A verifier holds trust list, sheet and status lists; fetching them costs one cached GET a minute and container, whatever the number of licences.
- Not counted: storage, logs, the CDN's traffic, the second Region (each write unit there once more), backups, tax, people.
`;
}
