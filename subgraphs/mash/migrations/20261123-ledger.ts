import type { MigrationInterface, QueryRunner } from 'typeorm';
import { insertOnly } from '../../../common/insert-only';

const TABLES = [
  `create table ledger (
    seq bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    at timestamptz not null,
    kind text not null,
    rid text not null,
    member text not null,
    persons text[] not null,
    bytes bytea not null
  )`,
  `comment on table ledger is
    'One entry before anything leaves and with whatever is decided: who, whose record, which fields by which rules. Never a value. Insert and read only'`,
  "comment on column ledger.bytes is 'The entry, canonical JSON: what is hashed. The other columns repeat parts of it, for finding it'",
  "comment on column ledger.xid is 'The transaction that wrote it: the sealer stops at the oldest transaction still open'",
  'create index ledger_by_person on ledger using gin (persons)',
  'create index ledger_by_time on ledger (at)',
  `create table ledger_leaf (
    leaf bigint primary key,
    entry bigint not null unique references ledger,
    hash bytea not null
  )`,
  "comment on table ledger_leaf is 'The place of each entry in the tree (RFC 9162), from 0 on without a gap'",
  `create table ledger_node (
    level smallint not null check (level > 0),
    index bigint not null,
    hash bytea not null,
    primary key (level, index)
  )`,
  "comment on table ledger_node is 'Complete nodes of the tree above the leaves'",
  `create table ledger_checkpoint (
    size bigint primary key,
    root bytea not null,
    at timestamptz not null,
    checkpoint text not null
  )`,
  "comment on table ledger_checkpoint is 'What was signed of the tree, as a compact JWS'",
  `create table ledger_cosignature (
    custodian text not null,
    size bigint not null references ledger_checkpoint,
    cosignature text not null,
    at timestamptz not null,
    primary key (custodian, size)
  )`,
  "comment on table ledger_cosignature is 'Checkpoints that a custodian was shown, with proof, and signed'",
  'create table ledger_identity (one boolean primary key default true check (one), id uuid not null)',
  "comment on table ledger_identity is 'Id of this ledger, in each of its checkpoints'",
  'insert into ledger_identity (id) values (gen_random_uuid())',
  `create table ledger_difference (
    custodian text not null,
    rid text not null,
    what text not null,
    digest text not null,
    found_at timestamptz not null,
    primary key (custodian, rid, what, digest)
  )`,
  "comment on table ledger_difference is 'Where the ledger and a custodian''s own disclosure log disagree. Insert and read only'",
  `create table ledger_reconciled (
    custodian text not null,
    until timestamptz not null,
    compared integer not null,
    at timestamptz not null,
    primary key (custodian, until)
  )`,
  "comment on table ledger_reconciled is 'How far the ledger was compared with each custodian''s own disclosure log'",
];

const OWN_TABLES = [
  'ledger',
  'ledger_leaf',
  'ledger_node',
  'ledger_checkpoint',
  'ledger_cosignature',
  'ledger_identity',
  'ledger_difference',
  'ledger_reconciled',
];

/** The rows of answers as they were first kept, read from the ledger; rows from before the ledger stand in their own table. */
const VIEW = `create view access_log as
  with entry as (select seq, at, rid, member, persons, convert_from(bytes, 'UTF8')::jsonb as said from ledger
    where kind in ('RESPONSE', 'SEARCH', 'REFUSAL', 'RECEIPT', 'PROBLEMS_CSV', 'SUBJECT_ACCESS', 'AUDIT_REPORT'))
  select seq as id, at, rid, member, said #>> '{by,agency}' as agency,
    array(select jsonb_array_elements_text(said #> '{by,roles}')) as roles,
    said #>> '{operation,name}' as operation_name, said #>> '{operation,hash}' as operation_hash, persons,
    said -> 'cases' as cases, said -> 'disclosures' as disclosures, said -> 'agreements' as agreements,
    array(select jsonb_array_elements_text(said -> 'unavailable')) as unavailable
  from entry
  union all
  select -id, at, rid, member, agency, roles, operation_name, operation_hash, persons, cases, disclosures, agreements, unavailable
  from access_log_before_ledger`;

export class Ledger1795410000000 implements MigrationInterface {
  readonly name = 'Ledger1795410000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (const table of OWN_TABLES) await insertOnly(runner, table);
    await runner.query('alter table access_log rename to access_log_before_ledger');
    await runner.query(VIEW);
  }

  /** Forward only: a merged migration is never edited or undone, the next one corrects it. */
  async down(): Promise<void> {
    throw new Error('Migrations run forward only');
  }
}
