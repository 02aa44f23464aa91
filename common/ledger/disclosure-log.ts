import type { DataSource } from 'typeorm';
import type { OwnDisclosure } from '../access/disclosure';
import type { Principal } from '../access/subject';
import { disclosureDigest } from './disclosure-digest';

/** One disclosure as the hub may read it back: whose it was stays with the custodian. */
export interface KeptDisclosure {
  /** Decimal; pages go on after it. */
  readonly id: string;
  /** ISO date-time. */
  readonly at: string;
  readonly rid: string;
  readonly digest: string;
}

const INSERT = `insert into disclosure_log
  (at, rid, member, agency, roles, purpose, as_known_on, agreement, persons, released, withheld, digest)
  select $1, $2, $3, $4, $5, one.purpose, one."asKnownOn", one.agreement,
    array(select jsonb_array_elements_text(one.persons)), one.released, one.withheld, one.digest
  from jsonb_to_recordset($6::jsonb) as one
    (purpose text, "asKnownOn" timestamptz, agreement text, persons jsonb, released jsonb, withheld jsonb, digest text)`;

/** A custodian's own log of what it released (design D8), in its own database. */
export class DisclosureLog {
  constructor(private readonly database: DataSource) {}

  /** Returns once the rows are committed; only then may the answer leave. */
  async keep({ rid, sub, agency, roles }: Principal, disclosures: readonly OwnDisclosure[], at: Date): Promise<void> {
    const rows = disclosures.map(({ entry: { person: _, caseId: __, ...entry }, persons }) => ({
      ...entry,
      persons,
      digest: disclosureDigest(entry),
    }));
    await this.database.query(INSERT, [at, rid, sub, agency, [...roles], JSON.stringify(rows)]);
  }

  /** Disclosures from one instant up to and without another, by time; for the hub's comparison. */
  async between(from: Date, to: Date, after: string, limit: number): Promise<KeptDisclosure[]> {
    const rows: (Omit<KeptDisclosure, 'at'> & { at: Date })[] = await this.database.query(
      'select id, at, rid, digest from disclosure_log where at >= $1 and at < $2 and id > $3 order by id limit $4',
      [from, to, after, limit],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
