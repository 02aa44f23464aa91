import type { DataSource } from 'typeorm';
import type { RelationshipType } from '../../../common/person';
import { AgencyRelationship } from '../../../common/publishing/people';
import { standingRows } from '../../../common/standing-rows';
import { CareEpisode } from '../records/care-episode';
import { ProtectionPlan } from '../records/plans';
import type { OtherChild } from './facts';

const PARENTS: readonly RelationshipType[] = ['PARENT', 'STEP_PARENT'];
const CARERS: readonly RelationshipType[] = [...PARENTS, 'PARTNER_OF_PARENT', 'CARER'];

/** Other children of these children's carers, by child, with their plans and episodes of care. */
export async function loadOtherChildren(children: readonly string[], database: DataSource): Promise<Map<string, OtherChild[]>> {
  const caring = (await standingRows(database, AgencyRelationship, 'of', children)).filter(({ type }) => CARERS.includes(type));
  const carers = [...new Set(caring.flatMap(({ personId }) => personId ?? []))];
  const parenting = (await standingRows(database, AgencyRelationship, 'personId', carers)).filter(({ type }) =>
    PARENTS.includes(type),
  );
  const others = [...new Set(parenting.map(({ of }) => of))];
  const [plans, episodes] = await Promise.all([
    standingRows(database, ProtectionPlan, 'personId', others),
    standingRows(database, CareEpisode, 'personId', others),
  ]);
  return new Map(
    children.map((child): [string, OtherChild[]] => {
      const mine = caring.filter(({ of }) => of === child);
      const theirs = parenting.filter(({ personId, of }) => of !== child && mine.some((one) => one.personId === personId));
      const found = [...new Set(theirs.map(({ of }) => of))].map((other) => ({
        sharesParent: theirs.some(({ personId, of, type }) => of === other && type === 'PARENT' && isParent(mine, personId)),
        plans: plans.filter(({ personId }) => personId === other),
        episodes: episodes.filter(({ personId }) => personId === other),
      }));
      return [child, found];
    }),
  );
}

const isParent = (relationships: readonly AgencyRelationship[], person: string | null): boolean =>
  relationships.some(({ personId, type }) => personId === person && type === 'PARENT');
