import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdCeremony } from '../../functions/governing/hold-ceremony/hold-ceremony.ts';
import { verifyTranscript } from '../../functions/governing/hold-ceremony/verify-transcript.ts';
import { ceremonyOptions as options, startCeremonyPlace } from '../build/ceremony.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';

type Place = Awaited<ReturnType<typeof startCeremonyPlace>>;

let place: Place;
beforeAll(async () => {
  place = await startCeremonyPlace();
});
afterAll(() => place.close());

/** A ceremony with one call lost, where every key has still to be made; then one without. */
async function breakOff(at: number, moment: 'before' | 'after'): Promise<readonly string[]> {
  const [kms, table] = await Promise.all([place.startKms(), place.makeTable()]);
  const plan = makeNetworkPlan(at, moment);
  const faulty = place.makePorts(table, plan.into(kms.open()), plan.into(place.openDynamo()));
  await holdCeremony(faulty, options).catch(() => undefined);
  const sound = place.makePorts(table, kms.open());
  const { certificates, transcript } = await holdCeremony(sound, options);
  expect(await sound.directory.findCertificates()).toEqual(certificates);
  const findings = await verifyTranscript(sound, transcript);
  expect(findings.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
  await kms.close();
  return plan.calls;
}

/** A read that was lost after it landed was simply lost. */
const reads = /^(Get|Describe|Query)/;

it.each(['before', 'after'] as const)(
  'a ceremony broken off by any call, lost %s it landed, is completed by the next',
  async (moment) => {
    const calls = await breakOff(0, moment);
    const places = [...calls.keys()].filter(
      (at) => moment === 'before' || !reads.test(calls[at] ?? ''),
    );
    expect(places.length).toBeGreaterThan(15);
    for (const at of places) await breakOff(at + 1, moment);
    console.log(
      `ceremony: ${places.length} of ${calls.length} calls, each lost ${moment} it landed`,
    );
  },
);
