import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeListUses } from '../../functions/holding/list-uses/list-uses.ts';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeIssueVersion } from '../../functions/issuing/issue-version/issue-version.ts';
import { readLicenceId } from '../../shared/domain/identifier.ts';
import type { HolderDigest, LicenceId } from '../../shared/domain/ids.ts';
import type { Holder } from '../../shared/domain/licence.ts';
import { coHoldersOf } from '../../shared/domain/use-record.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import {
  enterDuty,
  makeDutyCheckActs,
  makeDutyCheckPorts,
  toDutyCheckBody,
} from '../build/duty-checks.ts';
import {
  type HoldingActs,
  makeHoldingActs,
  toAuthorisationBody,
} from '../build/holding-requests.ts';
import { type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { askForLicence } from '../build/licences.ts';
import { sampleOrganisations } from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';
import { askForVersion } from '../build/versions.ts';

let zone: HoldingZone;
let acts: HoldingActs;
/** The company's alone, and one that is another company's as well. */
let own: LicenceId;
let shared: LicenceId;

const toHolders = (holders: readonly Holder[]) => holders.map((one) => ({ ...one }));
const both = sampleOrganisations.slice(0, 2);

beforeAll(async () => {
  zone = await startHoldingZone();
  acts = makeHoldingActs(zone.makeHolding());
  const type = sampleType('foodPermit');
  await zone.directoryWriter.putLicenceType({ ...type, maxHolders: 3, version: type.version + 1 });
  own = (await zone.issue()).licenceId;
  const { request, application } = askForLicence({ body: { holders: toHolders(both) } });
  const { answer } = await makeIssueLicence(zone.issuing)(request, application);
  shared = readLicenceId((answer.body as JsonObject)['licenceId']);
});
afterAll(() => zone?.close());

const usesOf = async (digest: HolderDigest) =>
  (await makeListUses(zone.uses)({ limit: 10 }, digest)).uses;
const licencesIn = (use: Awaited<ReturnType<typeof usesOf>>[number] | undefined) =>
  use?.licences.map(({ licenceId }) => licenceId);
async function authorise() {
  const licences = [own, shared].map((licenceId) => ({ licenceId, items: ['KZ_FDDBR'] }));
  const body = toAuthorisationBody([], { licences });
  return acts.authorise(zone.holders.company, body);
}

describe('whoever holds a licence together with others', () => {
  it('sees what another’s leave was used for, of the own licences only, and not the leave', async () => {
    const { company, otherCompany } = zone.holders;
    const { authorisationId } = await authorise();
    const code = await acts.showCode(company, authorisationId);
    const { body } = await acts.retrieve({ code });
    expect(body.licences).toHaveLength(2);
    const [whole] = await usesOf(company.digest);
    expect(whole).toMatchObject({ useId: body.retrievalId, authorisationId });
    expect(licencesIn(whole)).toEqual([own, shared]);
    const [partly] = await usesOf(otherCompany.digest);
    expect(partly).toMatchObject({ useId: body.retrievalId, verifier: whole?.verifier });
    expect(licencesIn(partly)).toEqual([shared]);
    expect(partly).not.toHaveProperty('authorisationId');
    expect(partly?.authorisedBy).toBe(company.person.name);
  });

  it('sees a check by duty of the own licences only', async () => {
    zone.clock.advance(1000);
    await enterDuty(zone);
    const lookUp = makeDutyCheckActs(makeDutyCheckPorts(zone));
    const { body } = await lookUp(toDutyCheckBody());
    const told = body.licences.map(({ licenceId }) => licenceId);
    expect([...told].sort()).toEqual([own, shared].sort());
    const [whole] = await usesOf(zone.holders.company.digest);
    expect(whole?.useId).toBe(body.dutyCheckId);
    expect(licencesIn(whole)).toEqual(told);
    const [partly] = await usesOf(zone.holders.otherCompany.digest);
    expect(partly).toMatchObject({ useId: body.dutyCheckId, kind: 'duty-check' });
    expect(licencesIn(partly)).toEqual([shared]);
  });
});

describe('a leave of whom a licence no longer belongs to', () => {
  it('shows nothing of what is another’s by now', async () => {
    const { company } = zone.holders;
    const [first, second] = [await authorise(), await authorise()];
    const alone = await acts.authorise(company, toAuthorisationBody([shared]));
    const pass = async (licenceId: LicenceId, to: readonly Holder[]) => {
      const { request, asked } = askForVersion(licenceId, 'change', { holders: toHolders(to) });
      await makeIssueVersion(zone.issuing)(request, asked);
    };
    const { body: before } = await acts.retrieve({
      code: await acts.showCode(company, first.authorisationId),
    });
    expect(before.licences.map(({ licenceId }) => licenceId)).toEqual([own, shared]);
    await pass(shared, sampleOrganisations.slice(1, 2));
    const { body: after } = await acts.retrieve({
      code: await acts.showCode(company, second.authorisationId),
    });
    expect(after.licences.map(({ licenceId }) => licenceId)).toEqual([own]);
    const code = await acts.showCode(company, alone.authorisationId);
    for (const key of ['passed-on', 'passed-on', 'another']) {
      await expect(acts.retrieve({ code }, { key })).rejects.toMatchObject({
        code: 'code-not-usable',
        details: {},
      });
    }
  });
});

describe('co-holders', () => {
  it('are all but the own, each once, with what is theirs', () => {
    const digests = (...all: string[]) => all as HolderDigest[];
    const held = [
      { licenceId: own, holders: digests('a', 'b', 'b') },
      { licenceId: shared, holders: digests('c', 'b', 'a') },
    ];
    expect(coHoldersOf(held, digests('a'))).toEqual([
      { digest: 'b', licences: [own, shared] },
      { digest: 'c', licences: [shared] },
    ]);
    expect(coHoldersOf(held, digests('a', 'b', 'c'))).toEqual([]);
  });
});
