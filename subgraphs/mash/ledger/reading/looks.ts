import type { DataSource } from 'typeorm';
import type { LoggedDisclosure } from '../access-log-entry';
import type { CaseTerms, LedgerKind } from '../ledger-entry';

/** An entry about people, read back: one request of one member. */
export interface Look {
  /** Place in the ledger's table, decimal. It tells how much the hub is asked, and is shown to nobody. */
  readonly seq: string;
  /** The entry's own id. */
  readonly id: string;
  readonly at: Date;
  readonly kind: LedgerKind;
  readonly rid: string;
  readonly member: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly persons: readonly string[];
  readonly cases: readonly CaseTerms[];
  readonly disclosures: readonly LoggedDisclosure[];
}

/** Kinds that tell of somebody looking; the others tell of something done. */
const LOOKING: readonly LedgerKind[] = ['RESPONSE', 'SEARCH', 'SUBJECT_ACCESS', 'AUDIT_REPORT', 'BREAK_GLASS'];

interface Row {
  readonly seq: string;
  readonly at: Date;
  readonly kind: LedgerKind;
  readonly rid: string;
  readonly member: string;
  readonly persons: readonly string[];
  readonly bytes: Buffer;
}

const COLUMNS = 'seq, at, kind, rid, member, persons, bytes';

/** Looks at these people (any of their ids), newest first. @param before place of the last look already shown */
export async function findLooksAt(persons: readonly string[], before: string, limit: number, db: DataSource): Promise<Look[]> {
  const rows: Row[] = await db.query(
    `select ${COLUMNS} from ledger where persons && $1::text[] and kind = any($2) and seq < $3 order by seq desc limit $4`,
    [persons, LOOKING, before, limit],
  );
  return rows.map(lookOf);
}

/** The place of the look with this id among those at these people; undefined when there is none. */
export async function placeOf(id: string, persons: readonly string[], db: DataSource): Promise<string | undefined> {
  const [row]: { seq: string }[] = await db.query(
    "select seq from ledger where persons && $1::text[] and convert_from(bytes, 'UTF8')::jsonb ->> 'id' = $2",
    [persons, id],
  );
  return row?.seq;
}

/** Every look of a time, oldest first. */
export async function findLooksBetween(from: Date, to: Date, db: DataSource): Promise<Look[]> {
  const rows: Row[] = await db.query(
    `select ${COLUMNS} from ledger where at >= $1 and at < $2 and kind = any($3) order by at, seq`,
    [from, to, LOOKING],
  );
  return rows.map(lookOf);
}

/** Every id that stands or stood for somebody: entries hold the one of their day. */
export async function everyIdOf(person: string, db: DataSource): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `with recursive up (id) as (
       select $1::uuid union select r.to_hub from up join hub_person_redirect r on r.from_hub = up.id
     ), down (id) as (
       select id from up union select r.from_hub from down join hub_person_redirect r on r.to_hub = down.id
     ) select id::text from down`,
    [person],
  );
  return rows.map(({ id }) => id);
}

/** What members are called, by member id; whoever has left is there too. */
export async function namesOfMembers(members: readonly string[], db: DataSource): Promise<Map<string, string>> {
  const rows: { id: string; name: string }[] = await db.query(
    `select distinct on (id) issuer || '|' || subject as id, display_name as name from member
     where issuer || '|' || subject = any($1) order by id, valid_from desc`,
    [members],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function lookOf({ bytes, ...row }: Row): Look {
  const { id, by, cases, disclosures } = JSON.parse(bytes.toString('utf8')) as {
    id: string;
    by: { agency: string; roles: string[] };
    cases: CaseTerms[];
    disclosures: LoggedDisclosure[];
  };
  return { ...row, id, agency: by.agency, roles: by.roles, cases, disclosures };
}
