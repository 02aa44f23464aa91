import type { DataSource } from 'typeorm';
import { openLog } from '../../common/logger';
import type { HubSetup } from '../../subgraphs/mash/access/hub-context';
import { findFeedStatus } from '../../subgraphs/mash/signals/feed-status';
import { basisOf, findRoleSets } from '../../subgraphs/mash/threshold/kept/basis';
import { keepAdvice } from '../../subgraphs/mash/threshold/kept/keeper';
import { median } from '../statistics';
import { NOW } from './hub-database';

const BATCH = 100;
const log = openLog('bench', 'silent');

/** Works out whatever is due. */
export async function keepAll(setup: HubSetup): Promise<void> {
  while ((await keepAdvice({ setup, log })) > 0);
}

/**
 * Makes cases look as if they had been worked out, by the advice of the first: to work a hundred thousand out takes minutes and
 * says nothing more.
 */
export async function copyAdvice(setup: HubSetup, database: DataSource): Promise<void> {
  const basis = basisOf(setup, await findFeedStatus(database), await findRoleSets(database, NOW), NOW);
  await database.query(
    `insert into case_threshold (case_id, basis, awaiting, people, computed_at)
     select s.case_id, $1, '{}', array[s.person], $2 from case_subject s on conflict do nothing`,
    [basis, NOW],
  );
  const columns = 'level, could_reach, complete, model';
  await database.query(
    `insert into child_advice (case_id, person, viewpoint, ${columns}, digest, listed, silent, judged, changed_at)
     select s.case_id, s.person, a.viewpoint, ${columns}, a.digest, a.listed, a.silent, a.judged, a.changed_at
     from case_subject s, (select * from child_advice order by case_id limit 4) a on conflict do nothing`,
  );
  await database.query(
    `insert into case_advice (viewpoint, case_id, ${columns}, changed_at)
     select viewpoint, case_id, ${columns}, changed_at from child_advice on conflict do nothing`,
  );
}

/** Milliseconds for one case: of a hundred cases that a publication touched, median of the rounds. */
export async function costPerCase(setup: HubSetup, database: DataSource, rounds: number): Promise<number> {
  const took: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    await database.query(
      `insert into threshold_due (person) select person from case_subject order by md5(person::text || $1::text) limit ${BATCH}`,
      [String(round)],
    );
    const started = performance.now();
    const done = await keepAdvice({ setup, log });
    if (done !== BATCH) throw new Error(`${done} cases were worked out instead of ${BATCH}`);
    if (round >= 0) took.push((performance.now() - started) / BATCH);
  }
  return median(took);
}
