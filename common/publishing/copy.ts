import { once } from 'node:events';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { from } from 'pg-copy-streams';
import type { PoolClient } from 'pg';

/** One line of PostgreSQL's COPY text format; null is a missing value. */
export function copyLine(values: readonly (string | null)[]): string {
  return `${values.map(copyValue).join('\t')}\n`;
}

function copyValue(value: string | null): string {
  if (value === null) return '\\N';
  return NEEDS_ESCAPE.test(value) ? value.replaceAll(EVERY_ESCAPE, (found) => ESCAPED[found] as string) : value;
}

const NEEDS_ESCAPE = /[\\\t\n\r]/;
const EVERY_ESCAPE = /[\\\t\n\r]/g;
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/**
 * Runs `copy ... from stdin` inside the transaction of `manager`. Several times as fast as an insert from arrays: neither side
 * builds a second copy of the rows.
 * @throws QueryFailedError as any other statement does
 */
export async function copyIn(manager: EntityManager, statement: string, lines: string): Promise<void> {
  if (manager.queryRunner === undefined) throw new Error('Not the manager of a transaction');
  const client = (await manager.queryRunner.connect()) as PoolClient;
  const stream = client.query(from(statement));
  try {
    const done = once(stream, 'finish');
    stream.end(lines);
    await done;
  } catch (error) {
    // pg's own error stays inside: its SQLSTATE tells what to do about it.
    throw new QueryFailedError(statement, [], error as Error);
  }
}
