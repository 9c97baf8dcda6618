import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { makeListUses } from '../../../functions/holding/list-uses/list-uses.ts';
import { holdingKeys } from '../../../shared/adapters/aws/dynamo-holding-keys.ts';
import { toBodyItem } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { readCredential } from '../../../shared/formats/credential.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import { itemCode, toAuthorisationBody, words } from '../../build/holding-requests.ts';
import { faultsOf, type HoldingScene, refused, until } from '../../build/holding-scene.ts';
import { counters, otherDepartment } from '../../build/holding-zone.ts';
import { sampleDepartment } from '../../build/sample-holders.ts';

/** Codes that a holder shows, and what a counter gets by them. */
export function describeShownCodes(scene: HoldingScene): void {
  describe('a shown code', () => {
    it('gives the counter exactly what was authorised, and the holder sees the use', async () => {
      const other = await scene.zone.issue();
      const body = toAuthorisationBody([scene.issued.licenceId], {
        until,
        licences: [
          { licenceId: scene.issued.licenceId, items: ['KZ_FDDBR'] },
          { licenceId: other.licenceId, items: [] },
        ],
      });
      const { authorisationId } = await scene.acts.authorise(scene.zone.holders.company, body);
      const retrieved = await scene.acts.retrieve({ code: await scene.shown(authorisationId) });
      const [one, two] = retrieved.body.licences;
      const [signed = ''] = scene.issued.credential.split('~');
      const { disclosures } = readCredential(scene.issued.credential, { maxBytes: 100_000 });
      const encoded = disclosures.find(({ name }) => name === 'KZ_FDDBR')?.encoded;
      expect(one?.credential).toBe(`${signed}~${encoded}~`);
      expect(two?.credential).toBe(`${other.credential.split('~')[0]}~`);
      const { uses } = await makeListUses(scene.zone.uses)(
        { limit: 10 },
        scene.zone.holders.company.digest,
      );
      expect(uses[0]).toMatchObject({
        useId: retrieved.body.retrievalId,
        kind: 'retrieval',
        verifier: {
          client: counters.own,
          department: sampleDepartment().code,
          departmentName: sampleDepartment().name,
        },
        licences: body['licences'],
        purpose: { itemCode, words },
        authorisationId,
        authorisedBy: '高明勇（示例）',
      });
      expect(
        await makeListUses(scene.zone.uses)({ limit: 10 }, scene.zone.holders.person.digest),
      ).toEqual({
        uses: [],
      });
    });

    it('is seen by its holder though a page of uses is more than a query gives at once', async () => {
      const { otherPerson } = scene.zone.holders;
      const at = Date.UTC(2026, 10, 22) as Moment;
      const items = Array.from({ length: 100 }, (_, index) => `ITEM_${index}`.padEnd(50, 'X'));
      const licences = Array.from({ length: 20 }, () => ({
        licenceId: scene.issued.licenceId,
        items,
      }));
      const ids = Array.from(
        { length: 12 },
        (_, index) => `retrieval-${String(index).padStart(2, '0')}`,
      );
      const { sister: client } = counters;
      for (const id of ids) {
        const use = {
          id,
          kind: 'retrieval',
          at,
          licences,
          verifier: { client, name: '示例' },
        } as const;
        const body = { ...use, purpose: { itemCode, words } };
        const key = holdingKeys.use(otherPerson.digest, at, id);
        await scene.zone.client.send(
          new PutItemCommand({ TableName: 'holding', Item: toBodyItem(key, 'use', { body }) }),
        );
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
        const page = await makeListUses(scene.zone.uses)(query, otherPerson.digest);
        seen.push(...page.uses.map(({ useId }) => useId));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(seen).toEqual(ids.toReversed());
    });

    it('is good once; the one who redeemed it gets the same bytes again', async () => {
      const { authorisationId } = await scene.give({ until, maxUses: 5 });
      const code = await scene.shown(authorisationId);
      const key = `winner-${authorisationId}`;
      const first = await scene.acts.retrieve({ code }, { key });
      const again = await scene.acts.retrieve({ code }, { key });
      expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
      expect([first.replayed, again.replayed]).toEqual([false, true]);
      await expect(scene.acts.retrieve({ code })).rejects.toMatchObject(refused);
      await expect(
        scene.acts.retrieve({ code, purpose: '另一用途' }, { key }),
      ).rejects.toMatchObject({
        code: 'idempotency-mismatch',
      });
      scene.zone.clock.advance(10 * 60_000);
      await expect(scene.acts.retrieve({ code }, { key })).rejects.toMatchObject(refused);
    });

    it('is good for a minute', async () => {
      const { authorisationId } = await scene.give({ until, maxUses: 2 });
      const code = await scene.shown(authorisationId);
      const late = await scene.shown(authorisationId);
      scene.zone.clock.advance(59_999);
      await scene.acts.retrieve({ code });
      scene.zone.clock.advance(1);
      await expect(scene.acts.retrieve({ code: late })).rejects.toMatchObject(refused);
    });

    it('is good as often as the leave is', async () => {
      const { authorisationId } = await scene.give({ until, maxUses: 1 });
      const codes = [await scene.shown(authorisationId), await scene.shown(authorisationId)];
      await scene.acts.retrieve({ code: codes[0] ?? '' });
      await expect(scene.acts.retrieve({ code: codes[1] ?? '' })).rejects.toMatchObject(refused);
      expect(await faultsOf(scene.shown(authorisationId))).toBe('state-conflict');
    });

    it.each<[string, JsonObject, Partial<Record<'own' | 'sister' | 'other', boolean>>]>([
      ['a named client', { client: counters.own }, { own: true, sister: false, other: false }],
      ['a department', { department: sampleDepartment().code }, { sister: true, other: false }],
      ['another department', { department: otherDepartment }, { own: false, other: true }],
      ['whoever redeems', { anyone: true }, { other: true }],
    ])('for %s is for nobody else', async (_, verifier, expected) => {
      for (const [counter, isGood] of Object.entries(expected)) {
        const { authorisationId } = await scene.give({ until, verifier });
        const asked = scene.acts.retrieve(
          { code: await scene.shown(authorisationId) },
          { client: counters[counter as 'own'] },
        );
        expect([counter, await faultsOf(asked)]).toEqual([
          counter,
          isGood ? 'done' : 'code-not-usable',
        ]);
      }
    });

    it('is for the item that was authorised', async () => {
      const { authorisationId } = await scene.give({ until });
      const code = await scene.shown(authorisationId);
      await expect(scene.acts.retrieve({ code, itemCode: '210102-0002' })).rejects.toMatchObject(
        refused,
      );
      await scene.acts.retrieve({ code });
    });

    it('is nothing once the leave is withdrawn, also between redeeming and fetching again', async () => {
      const { authorisationId } = await scene.give({ until, maxUses: 2 });
      const [code, unused] = [
        await scene.shown(authorisationId),
        await scene.shown(authorisationId),
      ];
      const key = `withdrawn-${authorisationId}`;
      await scene.acts.retrieve({ code }, { key });
      await scene.zone.withdrawer.withdraw(authorisationId as never, scene.zone.clock.now());
      await expect(scene.acts.retrieve({ code }, { key })).rejects.toMatchObject(refused);
      await expect(scene.acts.retrieve({ code: unused })).rejects.toMatchObject(refused);
    });

    it('stands in the table as a MAC only; the same key makes the same code again', async () => {
      const { authorisationId } = await scene.give({ until });
      const key = `code-${authorisationId}`;
      const first = await scene.acts.show(scene.zone.holders.company, { authorisationId }, key);
      expect(await scene.acts.show(scene.zone.holders.company, { authorisationId }, key)).toEqual(
        first,
      );
      const code = first.address?.split('#')[1] ?? '';
      expect(first.address).toMatch(/^https:\/\/liaoning\.example\/r#[A-Za-z0-9_-]{22}$/);
      const scanned = await scene.scan();
      expect(scanned).toContain(authorisationId);
      expect(scanned).not.toContain(code);
    });

    it('is made by who gave the leave, as long as it holds', async () => {
      const { authorisationId } = await scene.give({ until });
      const { otherCompany } = scene.zone.holders;
      expect(await faultsOf(scene.acts.showCode(otherCompany, authorisationId))).toBe(
        '/authorisationId unknown',
      );
      expect(await faultsOf(scene.acts.showCode(scene.zone.holders.company, 'x'))).toBe(
        '/authorisationId unknown',
      );
      const later = await scene.give({ from: '2026-11-24T20:00:00Z', until });
      expect(await faultsOf(scene.shown(later.authorisationId))).toBe('state-conflict');
    });
  });
}
