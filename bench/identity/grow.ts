import type { DataSource } from 'typeorm';
import { load } from './load';
import { type MadeRecord, population } from './population';

/** What makes loading slow and is made again afterwards: the indexes that only a search by a person reads. */
const SEARCH_INDEXES: Readonly<Record<string, string>> = {
  agency_person_names: 'agency_person using gin (names_text gin_trgm_ops)',
  agency_person_sounds: 'agency_person using gin (sounds)',
  agency_person_postcodes: 'agency_person using gin (postcodes)',
  agency_person_upns: 'agency_person using gin (upns)',
};

/** Records that are published are held back while the index is loaded: one in so many. */
const HELD_BACK = 20;

/** An identity index that grows, with records of the same people set aside to be published into it. */
export class Index {
  readonly #records = population(20_261_122);
  readonly #waiting: MadeRecord[] = [];
  #size = 0;

  constructor(
    readonly database: DataSource,
    private readonly owner: DataSource,
  ) {}

  async growTo(size: number): Promise<void> {
    for (const name of Object.keys(SEARCH_INDEXES)) await this.owner.query(`drop index ${name}`);
    await this.owner.query(
      'alter table agency_person drop constraint agency_person_own_hub_fkey, drop constraint agency_person_hub_fkey',
    );
    this.#size = await load(this.database, this.#take(size - this.#size), this.#size);
    for (const [name, on] of Object.entries(SEARCH_INDEXES)) await this.owner.query(`create index ${name} on ${on}`);
    await this.owner.query(`alter table agency_person add constraint agency_person_own_hub_fkey foreign key (own_hub) references hub_person,
      add constraint agency_person_hub_fkey foreign key (hub) references hub_person`);
    await this.owner.query("select setval(pg_get_serial_sequence('agency_person', 'ref'), (select max(ref) from agency_person))");
    await this.owner.query('vacuum analyze');
  }

  /** So many records that are not in the index yet, of people most of whom are. */
  publications(count: number): MadeRecord[] {
    return this.#waiting.splice(0, count);
  }

  /** Records published into the index count as loaded. */
  published(count: number): void {
    this.#size += count;
  }

  *#take(count: number): Generator<MadeRecord> {
    let [taken, seen] = [0, 0];
    while (taken < count) {
      const record = this.#records.next().value as MadeRecord;
      seen += 1;
      if (seen % HELD_BACK === 0) {
        this.#waiting.push(record);
      } else {
        taken += 1;
        yield record;
      }
    }
  }
}
