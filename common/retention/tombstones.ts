import { createHmac, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { textArray } from '../publishing/sql-text';

/** A record that goes. */
export interface Buried {
  readonly id: string;
  readonly key: string;
  readonly person: string | null;
  readonly publication: string;
}

/** By what it goes. */
export interface Under {
  readonly category: string;
  /** As the agreement says it. */
  readonly rule: string;
  /** Version of the agreement. */
  readonly agreement: string;
}

/** What is left of deleted records. Digests are keyed: from a tombstone alone nobody learns whom or what it was about. */
export class Tombstones {
  private constructor(private readonly key: Buffer) {}

  /** With the agency's own secret, made on first use: it lives in the database, so that a restore brings both or neither. */
  static async open(manager: Pick<EntityManager, 'query'>): Promise<Tombstones> {
    await manager.query('insert into retention_key (key) values ($1) on conflict do nothing', [randomBytes(32)]);
    const [kept]: { key: Buffer }[] = await manager.query('select key from retention_key');
    if (kept === undefined) throw new Error('The secret of the tombstones was not kept');
    return new Tombstones(kept.key);
  }

  /** False, nearly always at first: then no record can return. */
  static async any(manager: Pick<EntityManager, 'query'>): Promise<boolean> {
    const [{ any } = { any: false }]: { any: boolean }[] = await manager.query(
      'select exists (select 1 from tombstone where returned_at is null) as any',
    );
    return any;
  }

  async bury(manager: EntityManager, kind: string, at: string, { category, rule, agreement }: Under, records: readonly Buried[]) {
    await manager.query(
      `insert into tombstone (kind, category, rule, agreement, deleted_at, record_id, key_digest, person_digest, publication_id)
       select $1, $2, $3, $4, $5::timestamptz, id::uuid, key, person, publication::uuid
       from unnest($6::text[], $7::text[], $8::text[], $9::text[]) as gone (id, key, person, publication)`,
      [
        ...[kind, category, rule, agreement, at],
        textArray(records.map(({ id }) => id)),
        textArray(records.map(({ key }) => this.ofRecord(kind, key))),
        textArray(records.map(({ person }) => (person === null ? null : this.ofPerson(person)))),
        textArray(records.map(({ publication }) => publication)),
      ],
    );
  }

  /** Those of the keys whose record was deleted and has not returned, each with `category: rule`. */
  async among(manager: EntityManager, kind: string, keys: Iterable<string>): Promise<Map<string, string>> {
    const byDigest = new Map([...keys].map((key) => [this.ofRecord(kind, key), key]));
    const rows: { digest: string; rule: string }[] = await manager.query(
      `select key_digest as digest, category || ': ' || rule as rule from tombstone
       where returned_at is null and kind = $1 and key_digest = any($2::text[])`,
      [kind, textArray([...byDigest.keys()])],
    );
    return new Map(rows.map(({ digest, rule }) => [byDigest.get(digest) ?? '', rule]));
  }

  /** Published again, and due no longer. */
  async returned(manager: EntityManager, kind: string, at: string, keys: readonly string[]): Promise<void> {
    await manager.query(
      'update tombstone set returned_at = $2::timestamptz where returned_at is null and kind = $1 and key_digest = any($3::text[])',
      [kind, at, textArray(keys.map((key) => this.ofRecord(kind, key)))],
    );
  }

  ofPerson(person: string): string {
    return this.digest('person', person);
  }

  private ofRecord(kind: string, key: string): string {
    return this.digest('record', kind, key);
  }

  private digest(...parts: readonly string[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('hex');
  }
}
