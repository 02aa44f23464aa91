import { Client, type QueryConfig } from 'pg';

/** Statements remembered by this process. Ours are some hundreds at most; each costs every connection a plan. */
const MOST_STATEMENTS = 500;
/** And their texts together: PostgreSQL keeps some fifty bytes for each character, on every connection. */
const MOST_CHARACTERS = 300_000;
/** A text that comes once (rows spelled out in it) is not worth a plan; so many such are watched at a time. */
const MOST_WATCHED = 2_000;
/** A plan made for a handful of keys is a poor one for thousands: those are planned each time, for what they are. */
const LARGEST_ARRAY = 500;

/**
 * Names the statements that come again, so that PostgreSQL parses each once a connection: parsing was a good part of what they cost.
 * What gets no name is parsed each time and answered just the same.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();
  #characters = 0;

  /** The statement's name, from its second use on; undefined when it should be planned afresh. */
  nameOf(text: string, parameters: readonly unknown[]): string | undefined {
    if (parameters.some((one) => Array.isArray(one) && one.length > LARGEST_ARRAY)) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (!this.#seenOnce.delete(text)) {
      if (this.#seenOnce.size >= MOST_WATCHED) this.#seenOnce.clear();
      this.#seenOnce.add(text);
      return undefined;
    }
    if (this.#names.size >= MOST_STATEMENTS || this.#characters + text.length > MOST_CHARACTERS) return undefined;
    this.#characters += text.length;
    const name = `s${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}

type Query = (config: unknown, values?: unknown, callback?: unknown) => unknown;

/** A connection that prepares by itself what it is asked repeatedly. Texts without parameters, migrations among them, go as they are. */
export class PreparingClient extends Client {
  static readonly #names = new StatementNames();

  // pg declares seven overloads of one method; what passes through here is the plain form only.
  override query = ((config: unknown, values?: unknown, callback?: unknown): unknown => {
    const query = super.query.bind(this) as Query;
    if (typeof config !== 'string' || !Array.isArray(values) || values.length === 0) return query(config, values, callback);
    const name = PreparingClient.#names.nameOf(config, values);
    const statement: QueryConfig | string = name === undefined ? config : { name, text: config };
    return query(statement, values, callback);
  }) as Client['query'];
}
