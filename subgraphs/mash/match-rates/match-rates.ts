import type { Principal } from '../../../common/access/subject';
import { AGENCIES } from '../../registry';
import type { HubContext } from '../context';
import type { MatchRate } from './match-rate.types';

/** Below this, a number of people could point at somebody. */
const FEWEST = 5;

interface Counted {
  /** Registry name. */
  readonly agency: string;
  readonly people: number;
  readonly linked: number;
}

/** By agency, in the order of the registry. A publisher is told of their own agency alone. */
export async function readMatchRates({ database, principal }: Pick<HubContext, 'database' | 'principal'>): Promise<MatchRate[]> {
  const counted: Counted[] = await database.query(
    `select agency, count(*)::int as people, count(*) filter (where shared.agencies > 1)::int as linked
     from agency_person join (
       select hub, count(distinct agency) as agencies from agency_person where identity is not null group by hub) shared using (hub)
     where identity is not null group by agency`,
  );
  const of = new Map(counted.map((one) => [one.agency, one]));
  return AGENCIES.filter(({ agency }) => mayCompare(principal) || principal.agency === agency).map(({ agency, name }) => {
    const { people, linked } = of.get(name) ?? { people: 0, linked: 0 };
    const few = (number: number) => number > 0 && number < FEWEST;
    const told = people >= FEWEST && !few(linked) && !few(people - linked);
    return {
      agency,
      people: people < FEWEST ? null : people,
      linked: told ? linked : null,
      share: told ? Math.round((linked / people) * 1_000) / 1_000 : null,
    };
  });
}

const mayCompare = ({ roles }: Principal): boolean => roles.some((role) => role === 'ig_auditor' || role === 'decision_maker');
