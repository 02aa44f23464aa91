import type { DataSource, EntityManager, EntityTarget } from 'typeorm';
import type { RecordKind } from '../agency/definition';
import { tellPersons, tellRelationships } from '../feed/outbox';
import type { WatchedSignals } from '../feed/watched-signals';
import type { PublishedRow } from '../publishing/published-row';
import { identifier } from '../publishing/sql-text';
import { lockWriters } from '../publishing/writer-lock';

/** A seal that cannot be set as asked. The message is for whoever asked and holds nothing of a record. */
export class SealRefused extends Error {
  readonly code = 'SEAL_REFUSED';
  override readonly name = 'SealRefused';
}

export interface Sealing {
  readonly kind: string;
  /** Public id of the record. */
  readonly id: string;
  /** False opens it again. */
  readonly sealed: boolean;
  readonly reason: string;
  readonly by: string;
}

export interface SealOptions {
  readonly database: DataSource;
  readonly kinds: readonly RecordKind[];
  readonly signals: WatchedSignals;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Seals a record with its parts, or opens it again: from then on nobody but the custodian's own staff meets it in any list,
 * count, order or state, and it feeds nothing. What the hub was told of it is told anew in the same transaction, and
 * everybody's signals are derived again, since a record of one person may bear on another. A correction keeps the seal.
 *
 * @returns how many records were changed, the parts among them
 * @throws SealRefused
 */
export async function sealRecord(sealing: Sealing, { database, kinds, signals }: SealOptions): Promise<number> {
  const { id, sealed, reason, by } = sealing;
  const kind = kinds.find((one) => one.kind === sealing.kind);
  if (kind === undefined)
    throw new SealRefused(`This agency keeps no ${sealing.kind}; it keeps ${kinds.map((one) => one.kind).join(', ')}`);
  if (reason.trim() === '' || by.trim() === '') throw new SealRefused('Say why, and by whom');
  const changed = await database.transaction(async (tx) => {
    await lockWriters(tx);
    const records = ID.test(id) ? await setSeal(tx, database, kinds, kind, id, sealed) : 0;
    if (records === 0) throw new SealRefused(`There is no such record, or it is ${sealed ? 'sealed' : 'open'} already`);
    await tx.query(
      'insert into seal_change (kind, record_id, sealed, records, reason, by_whom) values ($1, $2, $3, $4, $5, $6)',
      [...[kind.kind, id, sealed, records, reason.trim(), by.trim()]],
    );
    return records;
  });
  await signals.rederive(lockWriters);
  return changed;
}

async function setSeal(
  tx: EntityManager,
  database: DataSource,
  kinds: readonly RecordKind[],
  kind: RecordKind,
  id: string,
  sealed: boolean,
): Promise<number> {
  const [rows]: [{ key: string; person: string | null }[], number] = await tx.query(
    `update ${tableOf(database, kind)} set sealed = $2 where id = $1 and known_to is null and sealed <> $2
     returning record_key as key, person_id as person`,
    [id, sealed],
  );
  const [record] = rows;
  if (record === undefined) return 0;
  const people = new Set(record.person === null ? [] : [record.person]);
  if (kind.kind === 'person') await tellPersons(tx, people);
  if (kind.kind === 'relationship') await tellRelationships(tx, people);
  let changed = 1;
  for (const part of kinds.filter(({ partOf }) => partOf?.kind === kind.kind)) {
    const column = database
      .getMetadata(part.entity as EntityTarget<PublishedRow>)
      .findColumnWithPropertyName(part.partOf?.by ?? '');
    if (column === undefined) throw new Error(`${part.kind} does not say what it is a part of`);
    const [, parts]: [unknown, number] = await tx.query(
      `update ${tableOf(database, part)} set sealed = $2 where ${identifier(column.databaseName)} = $1 and known_to is null and sealed <> $2`,
      [record.key, sealed],
    );
    changed += parts;
  }
  return changed;
}

const tableOf = (database: DataSource, { entity }: RecordKind): string =>
  identifier(database.getMetadata(entity as EntityTarget<PublishedRow>).tableName);
