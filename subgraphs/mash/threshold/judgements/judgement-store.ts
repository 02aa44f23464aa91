import type { DataSource } from 'typeorm';
import { resolveHubIds } from '../../identity/redirects';

export const DEGREES = ['LOW', 'SUFFICIENT'] as const;
export type Degree = (typeof DEGREES)[number];

/** What a professional judged of a carer of a child, as stored. */
export interface JudgementRow {
  readonly id: string;
  /** Hub id of the carer, as it is today. */
  readonly carer: string;
  readonly motivation: Degree;
  readonly capacity: Degree;
  readonly evidence: string;
  /** ISO date. */
  readonly judgedOn: string;
  /** Registry code of whoever employs them. */
  readonly agency: string;
  readonly recordedAt: Date;
}

/** Every judgement about carers of these children, oldest first; keyed by the ids asked for. */
export async function findJudgements(children: readonly string[], db: DataSource): Promise<Map<string, JudgementRow[]>> {
  const rows: (JudgementRow & { asked: string })[] = await db.query(
    `with recursive same (asked, id) as (
       select id, id from unnest($1::uuid[]) as given (id)
       union select same.asked, r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
     select same.asked, j.id, j.carer, j.motivation, j.capacity, j.evidence, to_char(j.judged_on, 'YYYY-MM-DD') as "judgedOn",
       j.agency, j.recorded_at as "recordedAt"
     from same join carer_judgement j on j.child = same.id order by j.judged_on, j.recorded_at, j.id`,
    [children],
  );
  const current = await resolveHubIds([...new Set(rows.map(({ carer }) => carer))], db);
  const byChild = new Map<string, JudgementRow[]>();
  for (const { asked, ...row } of rows) {
    const one = { ...row, carer: current.get(row.carer) ?? row.carer };
    byChild.set(asked, [...(byChild.get(asked) ?? []), one]);
  }
  return byChild;
}
