import type { DataSource, EntityManager } from 'typeorm';
import type { Agreement } from '../access/agreement';
import type { SignalDerivation } from '../agency/definition';
import { canonicalJson, sha256 } from '../publishing/digest';
import { textArray } from '../publishing/sql-text';
import type { Signal } from '../signal';
import { type Clock, londonDate } from '../time';
import { tellSignals } from './outbox';
import { within } from './within';

/** People whose signals are derived in one transaction: keeps it well under a second. */
const BATCH = 200;

interface Watched {
  readonly person: string;
  readonly signals_digest: string;
}

export interface WatchedSignalsOptions {
  readonly database: DataSource;
  readonly signals: SignalDerivation<never>;
  /** A signal is fed only when its category says so (`feed`). */
  readonly agreement: Agreement;
  readonly now: Clock;
}

/** Derives the signals of watched people and tells them when they changed. */
export class WatchedSignals {
  private readonly derivation: SignalDerivation<unknown>;

  constructor(private readonly options: WatchedSignalsOptions) {
    this.derivation = options.signals as unknown as SignalDerivation<unknown>;
  }

  /** After rows about these people changed, in the same transaction. Those nobody watches are passed over. */
  async afterChange(manager: EntityManager, people: ReadonlySet<string>): Promise<void> {
    if (people.size === 0) return;
    const watched: Watched[] = await manager.query(
      'select person, signals_digest from watch where person = any($1::text[]) order by person',
      [textArray([...people])],
    );
    await this.tellChanged(manager, watched);
  }

  /** People newly watched: where they stand is told whatever it is. */
  async begin(manager: EntityManager, people: readonly string[]): Promise<void> {
    const signals = await this.derive(manager, people);
    await tellSignals(manager, signals);
    await this.remember(manager, signals);
  }

  /**
   * Derives everybody's signals again, because time passes (ages, expiry) or because what is recorded of one person bears on
   * another. Only a change becomes an event.
   * @returns how many people's signals changed
   */
  async rederive(lock: (manager: EntityManager) => Promise<unknown>): Promise<number> {
    let changed = 0;
    let after = '';
    for (;;) {
      const watched = await this.options.database.transaction(async (manager) => {
        await lock(manager);
        const batch: Watched[] = await manager.query(
          'select person, signals_digest from watch where person > $1 order by person limit $2',
          [after, BATCH],
        );
        changed += await this.tellChanged(manager, batch);
        return batch;
      });
      const last = watched.at(-1);
      if (last === undefined || watched.length < BATCH) return changed;
      after = last.person;
    }
  }

  private async tellChanged(manager: EntityManager, watched: readonly Watched[]): Promise<number> {
    if (watched.length === 0) return 0;
    const before = new Map(watched.map(({ person, signals_digest }) => [person, signals_digest]));
    const derived = await this.derive(manager, [...before.keys()]);
    const changed = new Map([...derived].filter(([person, signals]) => digestOf(signals) !== before.get(person)));
    await tellSignals(manager, changed);
    await this.remember(manager, changed);
    return changed.size;
  }

  private async derive(manager: EntityManager, people: readonly string[]): Promise<Map<string, Signal[]>> {
    const facts = await this.derivation.load(people, { database: within(this.options.database, manager) });
    const today = londonDate(this.options.now());
    const { categories } = this.options.agreement;
    return new Map(
      people.map((person) => {
        const known = facts.get(person);
        const signals = known === undefined ? [] : this.derivation.derive(known, today);
        const fed = signals.filter((signal) => categories.get(signal.category)?.feed !== undefined);
        return [person, inOrder(fed)];
      }),
    );
  }

  private async remember(manager: EntityManager, signals: ReadonlyMap<string, readonly Signal[]>): Promise<void> {
    if (signals.size === 0) return;
    await manager.query(
      `update watch set signals_digest = told.digest from unnest($1::text[], $2::text[]) as told (person, digest)
       where watch.person = told.person`,
      [textArray([...signals.keys()]), textArray([...signals.values()].map(digestOf))],
    );
  }
}

/** Rows come from the database in any order; the same signals must give the same digest. */
function inOrder(signals: readonly Signal[]): Signal[] {
  return signals
    .map((signal) => ({ signal, text: canonicalJson(signal) }))
    .sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
    .map(({ signal }) => signal);
}

const digestOf = (signals: readonly Signal[]): string => sha256(canonicalJson(signals));
