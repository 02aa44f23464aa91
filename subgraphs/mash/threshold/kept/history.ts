import { badInput } from '../../../../common/errors';
import { AGENCIES } from '../../../registry';
import { viewpointKey } from '../../cases/viewpoint-key';
import type { Child } from '../../child/person.types';
import type { HubContext } from '../../context';
import type { Change } from './changes';
import type { PastAssessment, ThresholdChange } from './history.types';

const MOST = 200;

/**
 * Assessments of a child through this case, under every id that the child ever had, latest first: those of the reader's own
 * viewpoint and no other.
 */
export async function historyOf(
  { id, subject }: Child,
  first: number | null | undefined,
  { database }: HubContext,
): Promise<PastAssessment[]> {
  const most = first ?? 50;
  if (most < 1 || most > MOST) throw badInput(`first: must be from 1 to ${MOST}`);
  const rows: (Omit<PastAssessment, 'changes'> & { changes: Change[] })[] = await database.query(
    `select at, level, could_reach as "couldReach", complete, model as "modelVersion", digest, changes from threshold_history
     where case_id = $1 and viewpoint = $3 and person in (
       with recursive same (id) as (
         select $2::uuid union select r.from_hub from same join hub_person_redirect r on r.to_hub = same.id)
       select id from same)
     order by threshold_history.id desc limit $4`,
    [subject.caseId, id, viewpointKey(subject.purpose, subject.roles), most],
  );
  return rows.map(({ changes, ...row }) => ({ ...row, changes: changes.map(changeAs) }));
}

export const changeAs = ({ kind, agency, indicator }: Change): ThresholdChange => ({
  kind,
  agency: AGENCIES.find(({ name }) => name === agency)?.agency ?? null,
  indicator: indicator ?? null,
});
