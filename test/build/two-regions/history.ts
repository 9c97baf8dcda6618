import type { ClientId, LicenceId, Moment } from '../../../shared/domain/ids.ts';
import {
  askableStates,
  askedChange,
  isEnded,
  statusOf,
} from '../../../shared/domain/licence-state.ts';
import type { LicenceHead } from '../../../shared/ports/register.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { type KeyedReservation, toComing, toKeyedReservation } from '../journal-zone.ts';
import type { Chance } from './chance.ts';
import type { Container } from './region.ts';
import { otherOf, type RegionName } from './replicator.ts';
import type { World } from './world.ts';

/** What the service answered, as clients know it. */
export interface Told {
  readonly issued: Set<LicenceId>;
  readonly ended: Set<LicenceId>;
  readonly reservations: KeyedReservation[];
  /** Every write that was acknowledged: by which turn, and when it was. */
  readonly writes: { readonly region: RegionName; readonly epoch: number; readonly at: number }[];
  readonly givenUp: Set<LicenceId>;
  /** Given up after they were issued. */
  readonly undone: LicenceId[];
  readonly numbers: number[];
  /** Keys that made a second licence though the first was known. */
  readonly doubled: string[];
  /** Keys that made two licences which both hold, the second where the first was not known. */
  readonly twice: Set<string>;
  /** Numbers of a public file, in the order of time. */
  readonly published: number[];
  /** Found in the end: neither Region knew of the other's change. */
  readonly changedOnBothSides: Set<LicenceId>;
  refused: number;
}

const by = 'shenyang-licensing' as ClientId;
const grounds = { legalBasis: '示例法第一条', reason: '示例' };
let keys = 0;

/** One history: what is asked of two Regions while lines are cut and Regions stop. */
export class History {
  readonly told: Told = {
    ...{ issued: new Set(), ended: new Set(), changedOnBothSides: new Set(), twice: new Set() },
    ...{ reservations: [], writes: [], refused: 0, givenUp: new Set() },
    ...{ undone: [], numbers: [], doubled: [], published: [] },
  };
  readonly #world: World;
  readonly #chance: Chance;
  /** What is done now does not arrive before long: ends above all, which must not be undone. */
  #isTroubled = false;
  /** Where clients are sent. */
  #preferred: RegionName = 'north';
  #containers: Readonly<Record<RegionName, Container>>;

  constructor(world: World, chance: Chance) {
    this.#world = world;
    this.#chance = chance;
    const { north, south } = world.regions;
    this.#containers = { north: north.openContainer(), south: south.openContainer() };
  }

  /** Work, trouble, what still gets through, the other Region's turn, relief at some point of it. */
  async run(): Promise<void> {
    await this.#settleIn();
    await this.#work(2 + this.#chance.below(3));
    const left = await this.#leave();
    // Mostly long enough for all of it to arrive.
    await this.#world.pass(this.#chance.below(120_000));
    if (this.#world.isRooting) await this.#world.passToHour(this.#chance.below(60_000));
    this.#openContainers();
    // A container that was at work has renewed its turn just now.
    await this.#writes(this.#preferred);
    this.#makeTrouble();
    this.#isTroubled = true;
    await this.#atTheEdge((name) => this.#complete(name, left));
    await this.#work(3 + this.#chance.below(3));
    this.#isTroubled = false;
    // its client was answered, and asks again where nobody may know of it
    const unseen = this.told.reservations.findLast(({ reservation }) =>
      this.told.issued.has(reservation.licenceId),
    );
    if (this.#chance.next() < 0.3) this.#relieve();
    await this.#failOver();
    await this.#atTheEdge((name) => this.#giveUp(name, left));
    if (unseen && this.#chance.next() < 0.5) {
      await this.#try(this.#preferred, (name) => this.#repeat(name, unseen));
    }
    await this.#work(2 + this.#chance.below(4));
    this.#relieve();
    await this.#work(1 + this.#chance.below(3));
    await this.#world.comeToRest();
  }

  /** A licence that is reserved and left so, for whoever comes to it later. */
  async #leave(): Promise<KeyedReservation | undefined> {
    let left: KeyedReservation | undefined;
    await this.#try(this.#preferred, async (name) => {
      left = await this.#reserve(name, this.#toReservation(name));
    });
    return left;
  }

  /** Around a failover: a file published, a licence issued, and what becomes of the one that was left. */
  async #atTheEdge(end: (name: RegionName) => Promise<void>): Promise<void> {
    const acts = [end, (name: RegionName) => this.#publish(name)];
    if (this.#chance.next() < 0.5) acts.push((name) => this.#issue(name));
    for (const act of acts) await this.#try(this.#preferred, act);
  }

  /** Until some Region writes; back in the north every other time. */
  async #settleIn(): Promise<void> {
    this.#openContainers();
    await this.#world.pass(20_000);
    this.#preferred = (await this.#writes('south')) ? 'south' : 'north';
    if (this.#preferred === 'north' || this.#chance.next() < 0.4) return;
    this.#world.stopped.add('south');
    await this.#failOver();
    this.#relieve();
  }

  #openContainers(): void {
    const { north, south } = this.#world.regions;
    this.#containers = { north: north.openContainer(), south: south.openContainer() };
  }

  async #writes(name: RegionName): Promise<boolean> {
    return this.#world.regions[name].turns.current().then(
      () => true,
      () => false,
    );
  }

  /** The line is cut, or the Region that writes stops. */
  #makeTrouble(): void {
    const { replicator, stopped } = this.#world;
    if (this.#preferred === 'north' && this.#chance.next() < 0.8) replicator.parted = true;
    else stopped.add(this.#preferred);
  }

  /** Time goes by until the other Region writes, if it comes to that. */
  async #failOver(): Promise<void> {
    for (let round = 0; round < 8; round += 1) {
      await this.#world.pass(20_000);
      if (await this.#writes(otherOf(this.#preferred))) {
        this.#preferred = otherOf(this.#preferred);
        return;
      }
    }
  }

  #relieve(): void {
    this.#world.replicator.parted = false;
    this.#world.stopped.clear();
  }

  async #work(requests: number): Promise<void> {
    for (let request = 0; request < requests; request += 1) {
      await this.#world.pass(this.#chance.below(12_000));
      await this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const name = this.#chance.next() < 0.9 ? this.#preferred : otherOf(this.#preferred);
    await this.#try(name, () => this.#act(name));
  }

  async #try(name: RegionName, act: (name: RegionName) => Promise<void>): Promise<void> {
    if (this.#world.stopped.has(name)) return;
    try {
      await act(name);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.told.refused += 1;
    }
    await this.#world.collect(name);
  }

  async #act(name: RegionName): Promise<void> {
    const what = this.#chance.next();
    if (this.told.reservations.length < 2 || what < 0.2) return this.#issue(name);
    const one = this.#chance.of(this.told.reservations);
    if (what < 0.28) return this.#complete(name, one);
    if (what < 0.33) return this.#giveUp(name, one);
    if (what < 0.38) return this.#repeat(name, one);
    if (what < 0.45) return this.#publish(name);
    return this.#change(name, one.reservation.licenceId);
  }

  /** One in five is broken off after it was reserved. */
  async #issue(name: RegionName): Promise<void> {
    const one = this.#toReservation(name);
    const reserved = await this.#reserve(name, one);
    if (reserved && this.#chance.next() < 0.8) await this.#complete(name, reserved);
  }

  #toReservation(name: RegionName): KeyedReservation {
    const at = this.#world.regions[name].clock.now();
    const { reservation, key } = toKeyedReservation(at);
    return { reservation, key: { ...key, expiresAt: (at + 7 * 86_400_000) as Moment } };
  }

  /** As a container does it: its place and its number, then the transaction. */
  async #reserve(name: RegionName, one: KeyedReservation): Promise<KeyedReservation | undefined> {
    const { register, toKey } = this.#world.regions[name];
    const { places, sequences } = this.#containers[name];
    const place = await places.take();
    const number = await sequences.next('operator certificates');
    const reservation = { ...one.reservation, ...place, numberDigest: `number-${number}` };
    const reserved = { reservation, key: toKey(one.key) };
    if ((await register.reserve(reservation, reserved.key)) !== 'reserved') return undefined;
    this.told.numbers.push(number);
    this.told.reservations.push(reserved);
    await this.#note(name);
    return reserved;
  }

  /** The same request once more, to whichever Region: where its key has arrived it makes no second licence. */
  async #repeat(name: RegionName, { key }: KeyedReservation): Promise<void> {
    const { records } = this.#world.regions[name];
    const hasArrived = (await records.find(key)) !== undefined;
    const again = { ...this.#toReservation(name), key };
    const reserved = await this.#reserve(name, again);
    if (reserved && hasArrived) this.told.doubled.push(key.keyDigest);
    await this.#complete(name, reserved);
  }

  /** What the sweeper does under a seal that is not enabled any more. */
  async #giveUp(name: RegionName, one: KeyedReservation | undefined): Promise<void> {
    if (one === undefined) return;
    const { reservation, key } = one;
    const { register, clock } = this.#world.regions[name];
    const { licenceId } = reservation;
    const giving = { reservation, key, status: statusOf('void'), at: clock.now(), by };
    if ((await register.giveUp(giving)) !== 'given-up') return;
    if (this.told.issued.has(licenceId)) this.told.undone.push(licenceId);
    this.told.givenUp.add(licenceId);
    await this.#note(name);
  }

  /** A number for a public file. */
  async #publish(name: RegionName): Promise<void> {
    const { versions, turns } = this.#world.regions[name];
    await turns.current();
    const from = await versions.current(this.#world.file);
    if (!(await versions.advance(this.#world.file, from))) return;
    this.told.published.push(from + 1);
    await this.#note(name);
  }

  async #complete(name: RegionName, one: KeyedReservation | undefined): Promise<void> {
    if (one === undefined) return;
    const { register, reader, clock } = this.#world.regions[name];
    const { licenceId } = one.reservation;
    if ((await reader.findHead(licenceId))?.state !== 'reserved') return;
    if ((await register.bringIntoForce(toComing(one, clock.now()))) !== 'in-force') return;
    this.told.issued.add(licenceId);
    await this.#note(name);
  }

  async #change(name: RegionName, id: LicenceId): Promise<void> {
    const { register, reader, clock } = this.#world.regions[name];
    const head = await reader.findHead(id);
    const change = head && this.#choose(head);
    if (head === undefined || change === undefined) return;
    keys += 1;
    const at = clock.now();
    const key = { client: by, keyDigest: `change-${keys}`, requestDigest: `change-${keys}` };
    const outcome = await register.changeState({
      ...{ ...change, head, grounds, lossReported: false, at, by },
      key: { ...key, expiresAt: (at + 1000) as Moment },
      answer: { status: 200, location: '/somewhere', body: {} },
    });
    if (outcome !== 'changed') return;
    if (isEnded(change.state)) this.told.ended.add(id);
    await this.#note(name);
  }

  /** Suspended and resumed more often than ended. */
  #choose(head: LicenceHead) {
    const isMild = this.#chance.next() < (this.#isTroubled ? 0.3 : 0.8);
    const wanted = isMild ? (['suspended', 'valid'] as const) : askableStates;
    const possible = wanted.flatMap((to) => askedChange(head, to) ?? []);
    return possible.length === 0 ? undefined : this.#chance.of(possible);
  }

  async #note(name: RegionName): Promise<void> {
    const { epoch } = await this.#world.regions[name].turns.current();
    this.told.writes.push({ region: name, epoch, at: this.#world.now });
  }
}
