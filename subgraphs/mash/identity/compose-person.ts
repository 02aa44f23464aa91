import type { Protection } from '../../../common/access/subject';
import type { LifeStage, PersonIdentity, PersonName } from '../../../common/person';
import { ageOn } from '../../../common/time';
import { AGENCIES } from '../../registry';
import { disagreementsOf, type IdentityDisagreement } from './disagreements';
import { nameWords } from './name-keys';

/** A name with the agencies (registry names) that know the person by it. */
export interface SourcedName extends PersonName {
  readonly sources: readonly string[];
}

/** A person of the hub: what the agencies that are linked to them say, put together. */
export interface HubPerson {
  /** The id in use today, also when an id merged away was asked for. */
  readonly id: string;
  readonly lifeStage: 'CHILD' | 'ADULT' | 'UNBORN';
  /** Usual names first; within a use, the name that most agencies give. */
  readonly names: readonly SourcedName[];
  readonly dateOfBirth?: string;
  readonly expectedDate?: string;
  readonly sex?: 'M' | 'F' | 'U';
  readonly nhsNumber?: string;
  /** Raised by any one agency, it holds for all. A protected address is a protected location. */
  readonly protect: readonly Protection[];
  readonly deceasedOn?: string;
  /** What agencies say differently; the facts above follow the first of them that says anything. */
  readonly disagreements: readonly IdentityDisagreement[];
}

/** One linked agency record, as stored. */
export interface SourceIdentity {
  readonly agency: string;
  readonly identity: PersonIdentity;
  readonly nhsNumber: string | null;
  readonly protectLocation: boolean;
  readonly protectIdentity: boolean;
}

/** @param today ISO date: childhood ends on the 18th birthday. */
export function composePerson(id: string, sources: readonly SourceIdentity[], today: string): HubPerson {
  const said = [...sources].sort((left, right) => rank(left.agency) - rank(right.agency));
  const first = <T>(pick: (identity: PersonIdentity) => T | undefined): T | undefined =>
    said.map(({ identity }) => pick(identity)).find((value) => value !== undefined);
  const dateOfBirth = first((identity) => identity.dateOfBirth);
  const expectedDate = first((identity) => identity.expectedDate);
  return {
    id,
    lifeStage: lifeStageOf(
      said.map(({ identity }) => identity.lifeStage),
      dateOfBirth,
      today,
    ),
    names: namesOf(said),
    dateOfBirth,
    expectedDate: dateOfBirth === undefined ? expectedDate : undefined,
    sex: first((identity) => (identity.sex === 'U' ? undefined : identity.sex)) ?? first((identity) => identity.sex),
    nhsNumber: said.find(({ nhsNumber }) => nhsNumber !== null)?.nhsNumber ?? undefined,
    protect: protectionOf(said),
    deceasedOn: first((identity) => identity.deceasedOn),
    disagreements: disagreementsOf(said),
  };
}

/**
 * From the date of birth where one is known, else what the agencies call them. Of somebody whose age nobody gives and
 * nobody calls a child, the stricter lines for adults are applied.
 */
export function lifeStageOf(said: readonly LifeStage[], dateOfBirth: string | undefined, today: string): HubPerson['lifeStage'] {
  if (dateOfBirth !== undefined) {
    return ageOn(dateOfBirth, today) < 18 ? 'CHILD' : 'ADULT';
  }
  return (['CHILD', 'UNBORN', 'ADULT'] as const).find((stage) => said.includes(stage)) ?? 'ADULT';
}

export function protectionOf(said: readonly Pick<SourceIdentity, 'protectLocation' | 'protectIdentity'>[]): Protection[] {
  return [
    ...(said.some(({ protectLocation }) => protectLocation) ? (['LOCATION'] as const) : []),
    ...(said.some(({ protectIdentity }) => protectIdentity) ? (['IDENTITY'] as const) : []),
  ];
}

const USES: readonly PersonName['use'][] = ['USUAL', 'OFFICIAL', 'PREVIOUS', 'ALIAS'];

/** Each name once, under the most usual of its uses, with everybody who gives it. */
export function namesOf(said: readonly Pick<SourceIdentity, 'agency' | 'identity'>[]): SourcedName[] {
  const variants = new Map<string, PersonName & { sources: Set<string> }>();
  for (const { agency, identity } of said) {
    for (const name of identity.names) {
      const key = `${nameWords(name.given.join(' ')).join(' ')}|${nameWords(name.family).join(' ')}`;
      const known = variants.get(key) ?? { ...name, sources: new Set<string>() };
      const use = USES.indexOf(name.use) < USES.indexOf(known.use) ? name.use : known.use;
      variants.set(key, { ...known, use, sources: known.sources.add(agency) });
    }
  }
  return [...variants.values()]
    .sort((left, right) => USES.indexOf(left.use) - USES.indexOf(right.use) || right.sources.size - left.sources.size)
    .map(({ use, given, family, sources }) => ({ use, given, family, sources: [...sources].sort(byRank) }));
}

/** Where agencies differ, those that see the child's documents most often are shown first. */
const RANKS: readonly string[] = ['social-care', 'health', 'education', 'police', ...AGENCIES.map(({ name }) => name)];

const rank = (agency: string): number => {
  const place = RANKS.indexOf(agency);
  return place === -1 ? RANKS.length : place;
};
const byRank = (left: string, right: string): number => rank(left) - rank(right);
