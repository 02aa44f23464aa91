import type { EntityManager } from 'typeorm';
import { rowsOfEach } from '../../../../common/rows-of-each';
import { londonDate } from '../../../../common/time';
import { type Change, changesBetween, type Standing } from './changes';
import type { Advice, WorkedOut } from './work-out';

/** A viewpoint's advice on a case, before and after. */
export interface Crossing {
  readonly caseId: string;
  readonly viewpoint: string;
  readonly from: number;
  readonly to: number;
}

interface Kept extends Standing {
  readonly caseId: string;
  readonly person: string;
  readonly viewpoint: string;
}

/**
 * Keeps what was worked out. What differs goes into the history with the reason; what does not leaves no trace.
 *
 * @returns cases whose advice is at another level than before, by viewpoint; a case that had none before is not among them.
 */
export async function storeAdvice(
  tx: EntityManager,
  worked: readonly WorkedOut[],
  basis: string,
  now: Date,
): Promise<Crossing[]> {
  const ids = worked.map(({ row }) => row.id);
  const kept: Kept[] = await tx.query(
    `select case_id as "caseId", person, viewpoint, level, could_reach as "couldReach", model, digest, listed, silent, judged
     from ${ADVICE_ON_CHILDREN}`,
    [ids],
  );
  const before = new Map(kept.map((one) => [keyOf(one.caseId, one.person, one.viewpoint), one]));
  const all = worked.flatMap(({ row, advice }) => advice.map((one) => ({ caseId: row.id, ...one })));
  const changed = all.flatMap((one) => {
    const earlier = before.get(keyOf(one.caseId, one.person, one.viewpoint));
    if (earlier?.digest === one.digest && earlier.model === one.model) return [];
    return [{ ...one, changes: changesBetween(earlier, one, londonDate(now)) }];
  });
  await writeHeads(tx, worked, basis, now);
  const stays = new Set(all.map(({ caseId, person, viewpoint }) => keyOf(caseId, person, viewpoint)));
  await forgetChildren(
    tx,
    kept.filter(({ caseId, person, viewpoint }) => !stays.has(keyOf(caseId, person, viewpoint))),
  );
  await writeChildren(tx, changed, now);
  return writeCases(tx, ids, all, now);
}

const ADVICE_ON_CHILDREN = rowsOfEach({ as: 'advice', table: 'child_advice', where: 'case_id = each_key', keys: '$1::uuid[]' });
const ADVICE_ON_CASES = rowsOfEach({ as: 'advice', table: 'case_advice', where: 'case_id = each_key', keys: '$1::uuid[]' });

/** A case that is closed is followed no more: its history and the decisions on it stay. */
export async function dropAdvice(tx: EntityManager, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  for (const table of ['child_advice', 'case_advice', 'case_threshold']) {
    await tx.query(`delete from ${table} where case_id = any($1::uuid[])`, [caseIds]);
  }
}

const keyOf = (...parts: readonly string[]): string => parts.join(' ');

async function writeHeads(tx: EntityManager, worked: readonly WorkedOut[], basis: string, now: Date): Promise<void> {
  const heads = worked.map(({ row, awaiting, people }) => ({ caseId: row.id, awaiting, people }));
  await tx.query(
    `insert into case_threshold (case_id, basis, awaiting, people, computed_at)
     select "caseId", $2, awaiting, people, $3 from jsonb_to_recordset($1::jsonb) as said ("caseId" uuid, awaiting text[], people uuid[])
     on conflict (case_id) do update set basis = excluded.basis, awaiting = excluded.awaiting, people = excluded.people,
       computed_at = excluded.computed_at`,
    [JSON.stringify(heads), basis, now],
  );
}

/** Children who are subjects no more, and viewpoints that nobody has any more. */
async function forgetChildren(tx: EntityManager, gone: readonly Kept[]): Promise<void> {
  if (gone.length === 0) return;
  await tx.query(
    `delete from child_advice a using unnest($1::uuid[], $2::uuid[], $3::text[]) as gone (case_id, person, viewpoint)
     where a.case_id = gone.case_id and a.person = gone.person and a.viewpoint = gone.viewpoint`,
    [gone.map(({ caseId }) => caseId), gone.map(({ person }) => person), gone.map(({ viewpoint }) => viewpoint)],
  );
}

async function writeChildren(
  tx: EntityManager,
  changed: readonly (Advice & { caseId: string; changes: readonly Change[] })[],
  now: Date,
): Promise<void> {
  if (changed.length === 0) return;
  const rows = [JSON.stringify(changed), now];
  const said = `jsonb_to_recordset($1::jsonb) as said ("caseId" uuid, person uuid, viewpoint text, level smallint,
    "couldReach" smallint, complete boolean, model text, digest text, listed jsonb, silent text[], judged text[], changes jsonb)`;
  await tx.query(
    `insert into child_advice (case_id, person, viewpoint, level, could_reach, complete, model, digest, listed, silent, judged, changed_at)
     select "caseId", person, viewpoint, level, "couldReach", complete, model, digest, listed, silent, judged, $2 from ${said}
     on conflict (case_id, person, viewpoint) do update set level = excluded.level, could_reach = excluded.could_reach,
       complete = excluded.complete, model = excluded.model, digest = excluded.digest, listed = excluded.listed,
       silent = excluded.silent, judged = excluded.judged, changed_at = excluded.changed_at`,
    rows,
  );
  await tx.query(
    `insert into threshold_history (case_id, person, viewpoint, at, level, could_reach, complete, model, digest, changes)
     select "caseId", person, viewpoint, $2, level, "couldReach", complete, model, digest, changes from ${said}`,
    rows,
  );
}

/** The highest of the children; what rose is remembered until it falls again. */
async function writeCases(
  tx: EntityManager,
  caseIds: readonly string[],
  all: readonly (Advice & { caseId: string })[],
  now: Date,
): Promise<Crossing[]> {
  const earlier: { caseId: string; viewpoint: string; level: number }[] = await tx.query(
    `select case_id as "caseId", viewpoint, level from ${ADVICE_ON_CASES}`,
    [caseIds],
  );
  const stays = new Set(all.map(({ caseId, viewpoint }) => keyOf(caseId, viewpoint)));
  const gone = earlier.filter(({ caseId, viewpoint }) => !stays.has(keyOf(caseId, viewpoint)));
  if (gone.length > 0) {
    await tx.query(
      `delete from case_advice a using unnest($1::uuid[], $2::text[]) as gone (case_id, viewpoint)
       where a.case_id = gone.case_id and a.viewpoint = gone.viewpoint`,
      [gone.map(({ caseId }) => caseId), gone.map(({ viewpoint }) => viewpoint)],
    );
  }
  const written: { caseId: string; viewpoint: string; level: number }[] = await tx.query(
    `insert into case_advice as kept (viewpoint, case_id, level, could_reach, complete, model, changed_at)
     select viewpoint, case_id, max(level), max(could_reach), bool_and(complete), max(model), $2
     from ${ADVICE_ON_CHILDREN} group by viewpoint, case_id
     on conflict (viewpoint, case_id) do update set level = excluded.level, could_reach = excluded.could_reach,
       complete = excluded.complete, model = excluded.model, changed_at = excluded.changed_at,
       rose_at = case when excluded.level > kept.level then excluded.changed_at
                      when excluded.level < kept.level then null else kept.rose_at end,
       rose_from = case when excluded.level > kept.level then kept.level
                        when excluded.level < kept.level then null else kept.rose_from end
     where (kept.level, kept.could_reach, kept.complete, kept.model)
       is distinct from (excluded.level, excluded.could_reach, excluded.complete, excluded.model)
     returning case_id as "caseId", viewpoint, level`,
    [caseIds, now],
  );
  const levels = new Map(earlier.map(({ caseId, viewpoint, level }) => [keyOf(caseId, viewpoint), level]));
  return written.flatMap(({ caseId, viewpoint, level }) => {
    const from = levels.get(keyOf(caseId, viewpoint));
    return from === undefined || from === level ? [] : [{ caseId, viewpoint, from, to: level }];
  });
}
