import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { decide } from '../../../common/access/decide';
import type { View } from '../../../common/access/subject';
import { LEVELS } from '../../../common/access/vocabulary';
import { withheldError } from '../../../common/access/withheld-error';
import type { HubContext } from '../context';
import type { ListedCase } from './case-orders';
import type { Case } from './case.types';
import { viewpointKey } from './viewpoint-key';

@ObjectType({
  description: 'The advice that stands on a case: of its children the highest. Kept up to date as agencies publish.',
})
export class CaseAdvice {
  @Field(() => Int)
  level!: number;

  @Field(() => Int, { description: 'What is unknown could bring it here.' })
  couldReach!: number;

  @Field(() => Boolean)
  complete!: boolean;

  @Field(() => String)
  modelVersion!: string;

  @Field(() => GraphQLDateTime, { description: 'When it last differed from what it was before.' })
  changedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it last rose; null once it fell again, or never.' })
  roseAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'From which level it rose then.' })
  roseFrom!: number | null;
}

/** Of `adv`, the row of the caller's own viewpoint: what the order needs, and all that is shown. */
export const ADVICE_COLUMNS = `adv.level as "adviceLevel", adv.could_reach as "adviceCouldReach", adv.complete as "adviceComplete",
  adv.model as "adviceModel", adv.changed_at as "adviceChangedAt", adv.rose_at as "roseAt", adv.rose_from as "roseFrom"`;

/** The advice that a list came with; null where there is none. */
export const listedAdvice = (row: ListedCase): CaseAdvice | null =>
  row.adviceLevel === null
    ? null
    : {
        level: row.adviceLevel,
        couldReach: row.adviceCouldReach ?? row.adviceLevel,
        complete: row.adviceComplete ?? false,
        modelVersion: row.adviceModel ?? '',
        changedAt: row.adviceChangedAt ?? row.openedAt,
        roseAt: row.roseAt,
        roseFrom: row.roseFrom,
      };

/** The advice on a case as its viewer would be given it; of all cases of a request in one query. Null: not worked out yet. */
export async function adviceOn({ id, subject, listed }: Case, { loaders, database }: HubContext): Promise<CaseAdvice | null> {
  if (listed !== undefined) return listed;
  const loader = loaders.get<string, CaseAdvice>('case-advice', async (keys) => {
    const pairs = keys.map((key) => JSON.parse(key) as [string, string]);
    const rows: (CaseAdvice & { caseId: string; viewpoint: string })[] = await database.query(
      `select a.case_id as "caseId", a.viewpoint, a.level, a.could_reach as "couldReach", a.complete, a.model as "modelVersion",
         a.changed_at as "changedAt", a.rose_at as "roseAt", a.rose_from as "roseFrom"
       from unnest($1::text[], $2::uuid[]) as asked (viewpoint, case_id)
       join case_advice a on a.viewpoint = asked.viewpoint and a.case_id = asked.case_id`,
      [pairs.map(([viewpoint]) => viewpoint), pairs.map(([, caseId]) => caseId)],
    );
    return new Map(rows.map(({ caseId, viewpoint, ...advice }) => [JSON.stringify([viewpoint, caseId]), advice]));
  });
  return (await loader.load(JSON.stringify([viewpointKey(subject.purpose, subject.roles), id]))) ?? null;
}

/**
 * Whoever is shown no advice in any case may not sort or filter by it either. It is refused aloud: an empty list would read as
 * "none of these children is at risk".
 *
 * @throws WITHHELD
 */
export function checkMaySortByAdvice({ principal, purposes, agreement, now }: HubContext): void {
  const ways = [...purposes.values()].filter((one) => one.case === 'required');
  const mayAnywhere = ways.some(({ id, roles, bases }) =>
    bases.some((basis) =>
      LEVELS.some((level) => {
        const own = principal.roles.filter((role) => roles.includes(role));
        const claims = { sub: '', agency: '', roles: own, purpose: id, caseId: '', level, basis, rid: '' };
        const view: View = { ...claims, kind: 'view', person: '', relation: 'SUBJECT', protect: [] };
        return decide(view, agreement, 'threshold', now()).state === 'CONTENT';
      }),
    ),
  );
  if (!mayAnywhere) throw withheldError(agreement, 'threshold', 'mash/threshold/no-line');
}
