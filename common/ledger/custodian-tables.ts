import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../insert-only';

const TABLES = [
  `create table disclosure_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    rid text not null,
    member text not null,
    agency text not null,
    roles text[] not null,
    purpose text not null,
    as_known_on timestamptz,
    agreement text,
    persons text[] not null,
    released jsonb not null,
    withheld jsonb not null,
    digest text not null
  )`,
  `comment on table disclosure_log is
    'What this agency released and withheld, to whom and under which rules: written before each answer. Never a value. Insert and read only'`,
  "comment on column disclosure_log.persons is 'This agency''s own ids; no id of the hub is kept here'",
  "comment on column disclosure_log.digest is 'Of what was disclosed, for the comparison with the hub''s ledger'",
  'create index disclosure_log_by_time on disclosure_log (at, id)',
  'create index disclosure_log_by_person on disclosure_log using gin (persons)',
  `create table kept_checkpoint (
    size bigint primary key,
    ledger text not null,
    root bytea not null,
    at timestamptz not null,
    checkpoint text not null,
    cosignature text not null,
    received_at timestamptz not null
  )`,
  `comment on table kept_checkpoint is
    'Checkpoints of the hub''s ledger that were proved to continue the one before, with our cosignature. Insert and read only'`,
  `create table refused_checkpoint (
    id bigint generated always as identity primary key,
    reason text not null,
    checkpoint text not null unique,
    received_at timestamptz not null
  )`,
  `comment on table refused_checkpoint is
    'Signed checkpoints that contradict one that is kept: evidence that the hub''s ledger was changed. Insert and read only'`,
];

/** What a custodian keeps of the ledger: the same in every agency's database. */
export class CustodianTables1795410000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (const table of ['disclosure_log', 'kept_checkpoint', 'refused_checkpoint']) await insertOnly(runner, table);
  }

  /** Forward only: what was disclosed is not forgotten. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
