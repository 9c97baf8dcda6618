import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { LicenceId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { type HoldingActs, makeHoldingActs, toAuthorisationBody } from './holding-requests.ts';
import { type HoldingPorts, type HoldingZone, startHoldingZone } from './holding-zone.ts';

/** One holding zone with one licence, whose holder gives leave and shows codes. */
export class HoldingScene {
  zone!: HoldingZone;
  acts!: HoldingActs;
  ports!: HoldingPorts;
  issued!: { readonly licenceId: LicenceId; readonly credential: string };

  async start(): Promise<void> {
    this.zone = await startHoldingZone();
    this.ports = this.zone.makeHolding();
    this.acts = makeHoldingActs(this.ports);
    this.issued = await this.zone.issue();
  }

  async close(): Promise<void> {
    await this.zone?.close();
  }

  /** A leave of the licence's holder. */
  readonly give = (parts: JsonObject = {}) =>
    this.acts.authorise(
      this.zone.holders.company,
      toAuthorisationBody([this.issued.licenceId], parts),
    );

  /** A code for it. */
  readonly shown = (authorisationId: string) =>
    this.acts.showCode(this.zone.holders.company, authorisationId);

  /** Everything in the holding table, as text. */
  async scan(): Promise<string> {
    const { Items } = await this.zone.client.send(new ScanCommand({ TableName: 'holding' }));
    return JSON.stringify(Items);
  }
}

/** Until when a leave is given whose end is not what is asked about. */
export const until = '2026-11-25T00:00:00Z';

/** What a code that is no good is told, whatever is wrong with it. */
export const refused = { code: 'code-not-usable' };

/** What the service found wrong: places and codes, or the refusal's code; `done` where it found nothing. */
export const faultsOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ code, details }) =>
      details?.errors
        ?.map((one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`)
        .join() ?? code,
  );
