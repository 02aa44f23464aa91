import type { DataSource, EntityManager } from 'typeorm';
import type { Child } from '../child/person.types';
import type { HubContext } from '../context';
import { viewpointKey } from '../cases/viewpoint-key';
import type { ThresholdModel } from '../threshold/model/model';
import { type AssessmentFacts, weigh } from '../threshold/weigh';
import { mayDecide } from './deciders';
import { keptFacts } from './kept-facts';

interface Shown {
  readonly digest: string;
  readonly caseId: string;
  readonly person: string;
  readonly member: string;
  readonly viewpoint: string;
  readonly at: Date;
  readonly model: string;
  readonly catalogue: string;
  readonly level: number;
  readonly couldReach: number;
  readonly complete: boolean;
  readonly facts: unknown;
}

/**
 * Keeps what is laid before somebody who may decide on it, before it is laid: a decision can then name what it saw. Of all
 * children of a request in one statement.
 */
export async function keepShown(child: Child, facts: AssessmentFacts, model: ThresholdModel, context: HubContext): Promise<void> {
  const { loaders, database, thresholds, principal, now } = context;
  if (!mayDecide(context)) return;
  const { digest, level, couldReach, complete } = weigh(facts, model);
  const { caseId, purpose, roles } = child.subject;
  const shown: Shown = {
    ...{ digest, caseId, person: child.id, member: principal.sub, viewpoint: viewpointKey(purpose, roles), at: now() },
    ...{ model: model.sha256, catalogue: thresholds.catalogueFile.sha256, level, couldReach, complete, facts: keptFacts(facts) },
  };
  const loader = loaders.get<string, true>('shown-assessments', async (rows) => {
    await write(rows, database);
    return new Map(rows.map((row) => [row, true]));
  });
  await loader.load(JSON.stringify(shown));
}

async function write(rows: readonly string[], database: DataSource): Promise<void> {
  await database.query(
    `insert into shown_assessment (digest, case_id, person, member, viewpoint, at, model, catalogue, level, could_reach, complete, facts)
     select digest, "caseId", person, member, viewpoint, at, model, catalogue, level, "couldReach", complete, facts
     from jsonb_to_recordset($1::jsonb) as shown (digest text, "caseId" uuid, person uuid, member text, viewpoint text,
       at timestamptz, model text, catalogue text, level smallint, "couldReach" smallint, complete boolean, facts jsonb)
     on conflict (digest, case_id, person, member) do update set at = excluded.at`,
    [`[${rows.join(',')}]`],
  );
}

/** What nobody decided on goes: it is a copy of what agencies told, and its reason has passed. */
export async function sweepShown(db: EntityManager | DataSource, now: Date): Promise<void> {
  await db.query(
    `delete from shown_assessment s where s.at < $1::timestamptz - interval '30 days' and not exists (
       select from case_decision d where d.advice = s.digest and d.case_id = s.case_id and d.person = s.person and d.decided_by = s.member)`,
    [now],
  );
}
