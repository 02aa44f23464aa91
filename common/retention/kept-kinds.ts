import type { DataSource, EntityTarget } from 'typeorm';
import type { Agreement } from '../access/agreement';
import type { RecordKind } from '../agency/definition';
import type { PublishedRow } from '../publishing/published-row';
import { identifier } from '../publishing/sql-text';
import type { RetentionRule } from './rule';

/** One kind of record as retention sees it: its table, its dates as SQL, and its category's rule. */
export interface KeptKind {
  readonly kind: string;
  readonly category: string;
  /** Escaped for SQL. */
  readonly table: string;
  /** The day it happened, of a row under an alias; absent for kinds that carry no date. */
  readonly occurred?: (alias: string) => string;
  /** The day it ended; null while it lasts. */
  readonly ended?: (alias: string) => string;
  /** The kind it is a part of, and the column that holds the whole's key. */
  readonly partOf?: { readonly whole: KeptKind; readonly column: string };
  /** Absent: never deleted. */
  readonly rule?: RetentionRule;
}

/** The kinds in the order in which they are deleted: what hangs on something before what it hangs on, and people last. */
export function keptKinds(database: DataSource, kinds: readonly RecordKind[], agreement: Agreement): KeptKind[] {
  return [...kinds].sort((a, b) => turn(a) - turn(b)).map((kind) => keptKind(database, kinds, kind, agreement));
}

function turn({ kind, partOf }: RecordKind): number {
  if (kind === 'person') return 3;
  if (kind === 'relationship') return 2;
  return partOf === undefined ? 1 : 0;
}

function keptKind(database: DataSource, kinds: readonly RecordKind[], kind: RecordKind, agreement: Agreement): KeptKind {
  const metadata = database.getMetadata(kind.entity as EntityTarget<PublishedRow>);
  const column = (property: string) => {
    const found = metadata.findColumnWithPropertyName(property);
    if (found === undefined) throw new Error(`Records of kind ${kind.kind} have no property ${property}`);
    return { name: identifier(found.databaseName), type: database.driver.normalizeType(found) };
  };
  const day = (property: string) => {
    const { name, type } = column(property);
    return type === 'date' ? (alias: string) => `${alias}.${name}` : (alias: string) => londonDay(`${alias}.${name}`);
  };
  const whole = kinds.find((other) => other.kind === kind.partOf?.kind);
  const rule = agreement.categories.get(kind.category)?.retention;
  return {
    kind: kind.kind,
    category: kind.category,
    table: identifier(metadata.tableName),
    ...(kind.occurredOn === undefined ? {} : { occurred: day(kind.occurredOn) }),
    ...(kind.endedOn === undefined ? {} : { ended: day(kind.endedOn) }),
    ...(kind.partOf === undefined || whole === undefined
      ? {}
      : { partOf: { whole: keptKind(database, kinds, whole, agreement), column: column(kind.partOf.by).name } }),
    ...(rule === undefined ? {} : { rule }),
  };
}

/** A day ends at midnight in England. */
export const londonDay = (instant: string): string => `(${instant} at time zone 'Europe/London')::date`;
