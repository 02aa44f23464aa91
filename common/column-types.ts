import { type CustomTypesConfig, types } from 'pg';

const DATE = 1082;
const DATE_ARRAY = 1182;
const TEXT_ARRAY = 1009;
const TIMESTAMPTZ = 1184;

/** Dates are calendar days, not instants: as `Date` objects they would shift with the machine's time zone. */
function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === DATE) return (value) => value;
  return types.getTypeParser(oid === DATE_ARRAY ? TEXT_ARRAY : oid, format as 'text');
}

export const plainTypes: CustomTypesConfig = { getTypeParser: parserOf as CustomTypesConfig['getTypeParser'] };

/** How a column goes through JSON and comes out as a connection of `openDatabase` gives it. */
export interface ThroughJson {
  /** Put into JSON as PostgreSQL writes it, since JSON would write it otherwise or lose digits. */
  readonly asText: boolean;
  /** Of what is not null. */
  read(value: unknown): unknown;
}

const plain: ThroughJson = { asText: false, read: (value) => value };
const written = (oid: number): ThroughJson => {
  const parse = parserOf(oid);
  return { asText: true, read: (value) => parse(value as string) };
};

/** Of the types that our published columns have. `bigint` stays text, `date` is `yyyy-mm-dd`, `timestamptz` a `Date`. */
export const THROUGH_JSON: ReadonlyMap<string, ThroughJson> = new Map([
  ...['text', 'uuid', 'int', 'boolean', 'jsonb', 'text[]'].map((type) => [type, plain] as const),
  ['bigint', written(20)],
  ['date', written(DATE)],
  ['timestamptz', written(TIMESTAMPTZ)],
]);

/** A `timestamptz` of its text. */
export const instantOfText = (text: string): Date => parserOf(TIMESTAMPTZ)(text) as Date;
