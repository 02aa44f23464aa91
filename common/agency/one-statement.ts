import { type DataSource, QueryFailedError } from 'typeorm';
import type { Loaders } from '../loaders';

/** One thing to be read, of whatever kind. What is asked for in one turn of the event loop becomes one statement. */
export interface Part {
  /** Stands for the part's text: parts of one name, in one database, have the same columns and the same `from`. */
  readonly name: string;
  /** SQL expressions; what JSON would write otherwise than the reader wants, as text. */
  readonly columns: readonly string[];
  /** The rest of the select. @param parameter writes the place of the nth of `values`, from 1. */
  from(parameter: (nth: number) => string): string;
  readonly values: readonly unknown[];
  /** Whether another part of the same statement reads all that this one asks, with this one's only column as the column of that place. */
  toldBy?(other: Part): { readonly column: number } | undefined;
}

/** What the part's columns hold, in their order. */
export type Row = readonly unknown[];

type ReadContext = { readonly database: DataSource; readonly loaders: Loaders };

/**
 * The rows of a part, in no order. A statement costs the service and PostgreSQL more than the few rows that most find, and a whole
 * record asks for some fifteen kinds: so the parts of a turn are joined by `union all`, and all are read as of one moment.
 */
export async function readTogether(part: Part, { database, loaders }: ReadContext): Promise<readonly Row[]> {
  const loader = loaders.get<Part, readonly Row[] | Error>('one-statement', (parts) => readEach(parts, database));
  const rows = (await loader.load(part)) ?? [];
  if (rows instanceof Error) throw rows;
  return rows;
}

/** A table that cannot be read costs what is asked of it and nothing else, as if each part had been asked alone. */
async function readEach(parts: readonly Part[], database: DataSource): Promise<ReadonlyMap<Part, readonly Row[] | Error>> {
  try {
    return await readAll(parts, database);
  } catch (error) {
    if (parts.length === 1 || !mayBeOfOnePart(error)) throw error;
    const alone = parts.map((part) => readAll([part], database).catch((fault: Error) => new Map([[part, fault]])));
    return new Map((await Promise.all<ReadonlyMap<Part, readonly Row[] | Error>>(alone)).flatMap((one) => [...one]));
  }
}

/** By class of SQLSTATE: what cannot be converted, may not be accessed or is not there, is damaged. A server in trouble is not asked again. */
function mayBeOfOnePart(error: unknown): boolean {
  const code = error instanceof QueryFailedError ? (error.driverError as { code?: unknown }).code : undefined;
  return typeof code === 'string' && ['22', '42', 'XX'].includes(code.slice(0, 2));
}

async function readAll(parts: readonly Part[], database: DataSource): Promise<Map<Part, readonly Row[]>> {
  const told = new Map(parts.flatMap((part) => tellerOf(part, parts)));
  const read = parts.filter((part) => !told.has(part)).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const rows = await database.query<{ readonly part: number; readonly row: Row }[]>(
    textOf(read, database),
    read.flatMap(({ values }) => values),
  );
  const found = new Map<Part, Row[]>(read.map((part) => [part, []]));
  for (const { part, row } of rows) found.get(read[part] as Part)?.push(row);
  const answers = new Map<Part, readonly Row[]>(found);
  for (const [part, { other, column }] of told) {
    answers.set(
      part,
      (found.get(other) ?? []).map((row) => [row[column]]),
    );
  }
  return answers;
}

function tellerOf(part: Part, parts: readonly Part[]): [Part, { readonly other: Part; readonly column: number }][] {
  for (const other of parts) {
    const column = part.toldBy?.(other)?.column;
    if (column !== undefined) return [[part, { other, column }]];
  }
  return [];
}

/** Texts of a database by the names in them: writing one takes longer than sending it. */
const written = new WeakMap<DataSource, Map<string, string>>();
/** Which parts meet is for callers to choose, so there is no end to the sets; those in use are some dozens. */
const MOST_WRITTEN = 200;

/** One text for one set of names, whatever the order in which they were asked: it is prepared under its text. */
function textOf(parts: readonly Part[], database: DataSource): string {
  const texts = written.get(database) ?? new Map<string, string>();
  written.set(database, texts);
  const names = parts.map(({ name }) => name).join(' ');
  const known = texts.get(names);
  if (known !== undefined) return known;
  if (texts.size >= MOST_WRITTEN) texts.clear();
  const text = write(parts);
  texts.set(names, text);
  return text;
}

function write(parts: readonly Part[]): string {
  let given = 0;
  const selects = parts.map((part, index) => {
    const before = given;
    given += part.values.length;
    const from = part.from((nth) => `$${before + nth}`);
    return `select ${index} as part, json_build_array(${part.columns.join(', ')}) as row ${from}`;
  });
  return selects.join(' union all ');
}
