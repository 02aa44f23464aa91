import { Client, type QueryConfig, type QueryResult } from 'pg';

/** Statements remembered by this process. Ours are some hundreds at most; each costs every connection a plan. */
const MOST_STATEMENTS = 500;
/** And their texts together: PostgreSQL keeps some fifty bytes for each character, and the plan beside it, on every connection. */
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

/** Rows written by this process after which a table may be another than the one that was planned for. */
const MOST_ROWS = 2_000;
/** Other processes write as well; what they wrote is planned for within this time. */
const MOST_MS = 60_000;

/** How much had been written, and when, at the moment when a connection began to keep its plans. */
interface PlansOf {
  readonly rows: number;
  readonly at: number;
}

/**
 * When plans grow old. PostgreSQL keeps the plan of a prepared statement until the table is analysed, some minutes after a load: a plan
 * made for ten rows would read a hundred thousand one by one until then. Planning each time instead costs more than most of our
 * statements do.
 */
export class PlanAge {
  #rows = 0;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  wrote(rows: number): void {
    this.#rows += rows;
  }

  begin(): PlansOf {
    return { rows: this.#rows, at: this.clock() };
  }

  isOver({ rows, at }: PlansOf): boolean {
    return this.#rows - rows >= MOST_ROWS || this.clock() - at >= MOST_MS;
  }
}

type Query = (config: unknown, values?: unknown, callback?: unknown) => unknown;

const WRITES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** A connection that prepares by itself what it is asked repeatedly. Texts without parameters, migrations among them, go as they are. */
export class PreparingClient extends Client {
  static readonly #names = new StatementNames();
  static readonly #age = new PlanAge();

  static #noteWritten<R extends QueryResult>(result: R): R {
    if (WRITES.has(result.command)) PreparingClient.#age.wrote(result.rowCount ?? 0);
    return result;
  }

  #plans = PreparingClient.#age.begin();

  // pg declares seven overloads of one method; what passes through here is the plain form only.
  override query = ((config: unknown, values?: unknown, callback?: unknown): unknown => {
    const query = super.query.bind(this) as Query;
    // A stream is a load: how many rows went through it is known at its end, and nobody tells us.
    if (typeof config === 'object') PreparingClient.#age.wrote(MOST_ROWS);
    if (typeof config !== 'string' || !Array.isArray(values) || values.length === 0) return query(config, values, callback);
    const name = PreparingClient.#names.nameOf(config, values);
    if (name !== undefined) this.#forgetOldPlans(query);
    const statement: QueryConfig | string = name === undefined ? config : { name, text: config };
    const answer = query(statement, values, callback);
    return answer instanceof Promise ? answer.then(PreparingClient.#noteWritten) : answer;
  }) as Client['query'];

  #forgetOldPlans(query: Query): void {
    if (!PreparingClient.#age.isOver(this.#plans)) return;
    this.#plans = PreparingClient.#age.begin();
    // Where it fails (a lost connection, a transaction that failed) the statement behind it fails as well, and says why.
    query('discard plans', undefined, () => undefined);
  }
}
