import type { Grant, Principal } from '../access/subject';
import type { Importer } from '../publishing/record';
import type { PublishedRow } from '../publishing/published-row';
import type { Signal } from '../signal';
import type { AgencyContext } from './context';

/** The registry's line for an agency (`subgraphs/registry.ts`). */
export interface Registered {
  readonly agency: string;
  readonly name: string;
  readonly field: string;
  readonly recordType: string;
  readonly title: string;
}

export type Class<T> = abstract new (...args: never[]) => T;

/** Everything that makes one agency's subgraph what it is; `startAgency` turns it into a running service. */
export interface AgencyDefinition {
  readonly registered: Registered;
  /** The class behind the registered `recordType`; extends `AgencyRecord`. */
  readonly record: Class<AgencyRecord>;
  /** type-graphql resolvers: field resolvers of the record and root fields for the agency's own staff. */
  readonly resolvers: readonly Function[];
  readonly kinds: readonly RecordKind[];
  /** TypeORM migrations of the agency's own tables; the publishing tables have theirs. */
  readonly migrations: readonly Function[];
  readonly importers: readonly Importer[];
  /** Of the importers, the one that reads a record on each line: records published through the graph take its shape. */
  readonly records?: Importer;
  /**
   * Everything that happened, for the chronology across agencies. The kit reads what this viewer may read of, then sorts and bounds:
   * cut earlier, what is withheld would crowd out what is not.
   */
  readonly chronology: readonly ChronologySource[];
  readonly signals: SignalDerivation<never>;
}

/** One kind of published record: the entity that stores it and the category of the agreement that its existence belongs to. */
export interface RecordKind {
  readonly kind: string;
  readonly entity: Class<PublishedRow>;
  readonly category: string;
  /** For a kind whose records stand in more categories than that one: all of them, and which a record stands in. */
  readonly divided?: { readonly into: readonly string[]; by(row: PublishedRow): string };
  /** The entity's property that says when it happened, for how soon it is published afterwards. */
  readonly occurredOn?: string;
  /** The entity's property that says when it ended or was closed; empty while it lasts. For retention. */
  readonly endedOn?: string;
  /** The kind it is a part of, and its property that holds that record's key: it has its whole's day, and its whole outlasts it. */
  readonly partOf?: { readonly kind: string; readonly by: string };
}

/**
 * An agency's record of one person, reached through a grant or by its own staff. It holds no data itself: field resolvers
 * load rows about `ids` with `rowsAbout`, and the guard decides each field by `subject`.
 */
export abstract class AgencyRecord {
  readonly subject: Grant | Principal;
  /** The agency's own person ids; empty when it knows nobody of that identity. */
  readonly ids: readonly string[];

  constructor(subject: Grant | Principal, ids: readonly string[]) {
    this.subject = subject;
    this.ids = ids;
  }
}

/** One thing that happened, as the custodian words it. The kit leaves out what this viewer's `decide` does not allow. */
export interface ChronologyEntry {
  /** Public record id. */
  readonly id: string;
  /** ISO date or date-time of the event. */
  readonly date: string;
  /** Record kind, e.g. `incident`. */
  readonly kind: string;
  readonly category: string;
  /** One line in the profession's own words; no address, no other person's name. */
  readonly headline: string;
  readonly significance: 'ROUTINE' | 'NOTABLE' | 'SIGNIFICANT';
}

/** One kind of event of an agency's chronology. */
export interface ChronologySource {
  /** Every category that an entry of it can have; nothing is read for a viewer who may read none of them. */
  readonly categories: readonly string[];
  entries(record: AgencyRecord, context: AgencyContext): Promise<ChronologyEntry[]>;
}

/** Pure derivation of signals from one person's records: `load` reads, `derive` decides. `F` is the agency's own bundle of rows. */
export interface SignalDerivation<F> {
  /** Current, unretracted rows of these people, by person id; a person with none may be left out. */
  load(people: readonly string[], context: Pick<AgencyContext, 'database'>): Promise<Map<string, F>>;
  derive(facts: F, today: string): Signal[];
  /** Codes of the indicator catalogue that `derive` can ever produce. */
  readonly indicators: readonly string[];
  /** For people to read: the categories of the agreement from whose records each is derived. */
  readonly categories?: ReadonlyMap<string, readonly string[]>;
}
