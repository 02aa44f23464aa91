import type { DataSource } from 'typeorm';
import { type Reach, REACHABLE, reachParameters } from '../cases/reachable-cases';

export const EVENT_KINDS = ['THRESHOLD_ROSE', 'THRESHOLD_FELL'] as const;

/** A crossing of a case that somebody is responsible for. */
export interface NoticeRow {
  /** Counts up; whoever has read to here asks for what comes after. */
  readonly id: string;
  readonly kind: (typeof EVENT_KINDS)[number];
  readonly at: Date;
  readonly caseId: string;
  readonly reference: string;
}

/** What happened after that id in open cases of the reader's, as their own viewpoint is told; oldest first. */
export async function findNotices(reader: Reach, after: string, most: number, database: DataSource): Promise<NoticeRow[]> {
  return database.query(
    `select e.id, e.kind, e.at, c.id as "caseId", c.reference
     from ${REACHABLE} join threshold_event e on e.case_id = c.id and e.viewpoint = way.viewpoint
     where c.status = 'OPEN' and e.id > $4::bigint order by e.id limit $5`,
    [...reachParameters(reader), after, most],
  );
}

/** The id that a reader who only wants what comes next begins after. */
export async function lastEvent(database: DataSource): Promise<string> {
  const [row]: { id: string }[] = await database.query('select coalesce(max(id), 0)::text as id from threshold_event');
  return row?.id ?? '0';
}
