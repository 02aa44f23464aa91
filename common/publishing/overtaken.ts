import type { EntityManager } from 'typeorm';
import type { RecordOutcome } from './record-outcome';
import type { Publication } from './publications';
import { identifier, textArray } from './sql-text';

/** What becomes of a record of which a later publication has spoken already. */
export const OVERTAKEN: RecordOutcome = {
  outcome: 'unchanged',
  repeated: false,
  problem: {
    severity: 'warning',
    code: 'overtaken',
    field: 'key',
    problem: 'A publication that was received later has said something of this record already; that stands',
    remedy: 'Nothing to mend, unless the later one is wrong: then publish the record again',
  },
};

/**
 * Publications that were received after this one and have stored rows before it: single records do not wait behind a long file,
 * and the file must not undo what they said. Empty, nearly always.
 */
export async function laterPublications(manager: EntityManager, { id, receivedAt }: Publication): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    'select id from publication where received_at > $1::timestamptz and id <> $2 and progress > 0',
    [receivedAt, id],
  );
  return rows.map((row) => row.id);
}

/** Those of the keys whose current version one of these publications stored, or retracted. */
export async function overtakenKeys(
  manager: EntityManager,
  table: string,
  keys: Iterable<string>,
  later: readonly string[],
): Promise<ReadonlySet<string>> {
  if (later.length === 0) return new Set();
  const rows: { key: string }[] = await manager.query(
    `select record_key as key from ${identifier(table)} held
     where known_to is null and record_key = any($1::text[]) and (publication_id = any($2::uuid[]) or retracted_at is not null and
       exists (select 1 from retraction r where r.record_id = held.id and r.row_id = held.row_id and r.publication_id = any($2::uuid[])))`,
    [textArray([...keys]), textArray(later)],
  );
  return new Set(rows.map(({ key }) => key));
}
