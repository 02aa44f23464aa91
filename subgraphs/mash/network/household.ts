import type { DataSource } from 'typeorm';
import type { PersonAddress } from '../../../common/person';
import { londonDate, systemClock } from '../../../common/time';
import { findPeople } from '../identity/people';
import { resolveHubIds } from '../identity/redirects';
import { composeHousehold, livesWithHidden } from './compose-household';
import { findResidences, findResidents, findStandings, findTies, type Residence, type Tie } from './network-facts';
import { findSealed } from './sealed';
import type { RelationType } from './relation-types';

export interface HouseholdMember {
  /** Hub id. */
  readonly person: string;
  readonly relation: 'HOUSEHOLD_CHILD' | 'HOUSEHOLD_ADULT';
  /** What they are to the person looked at; null when nobody said. */
  readonly relationship: RelationType | null;
  /** ISO date from when they are known to live together. */
  readonly since: string | null;
  /** Null when it is not known, or when anybody who lives there must not be found. */
  readonly address: PersonAddress | null;
  /** Registry names of the agencies whose facts make them one household. */
  readonly sources: readonly string[];
  /** True when another agency says that one of the two lives elsewhere. */
  readonly disputed: boolean;
}

/** A person's home: who lives there, as far as it may be told, and whether it must not be found. */
export interface Home {
  readonly members: readonly HouseholdMember[];
  /** Somebody lives there whose whereabouts are protected, be it one who does not appear among the members. */
  readonly hides: boolean;
}

/** Who lives with these people today, as far as the agencies tell. Keyed by the ids asked for; each person known has a list. */
export async function findHouseholds(
  ids: readonly string[],
  db: DataSource,
  today: string = londonDate(systemClock()),
): Promise<Map<string, readonly HouseholdMember[]>> {
  return new Map([...(await findHomes(ids, db, today))].map(([id, { members }]) => [id, members]));
}

/** As `findHouseholds`, with whether the home must not be found. */
export async function findHomes(
  ids: readonly string[],
  db: DataSource,
  today: string = londonDate(systemClock()),
): Promise<Map<string, Home>> {
  const current = await resolveHubIds(ids, db);
  const hubs = [...new Set(current.values())];
  const ties = await findTies(hubs, db);
  const residences = await findAround(hubs, ties, today, db);
  const involved = new Set([...hubs, ...residences.map(({ hub }) => hub), ...ties.flatMap((tie) => [tie.hub, tie.other])]);
  const [standings, people] = [await findStandings([...involved], db), await findPeople([...involved], db, today)];
  const sealed = await findSealed(hubs, db);
  const index = placeIndex(residences, ties);
  const homes = new Map<string, Home>();
  for (const [asked, hub] of current) {
    if (people.has(hub)) {
      const facts = { ...index(hub), standings, today };
      const mates = composeHousehold(hub, facts).filter(({ person }) => !sealed.get(hub)?.has(person));
      const members = mates.map((mate) => ({ ...mate, relation: relationOf(people.get(mate.person)?.lifeStage) }));
      homes.set(asked, { members, hides: livesWithHidden(hub, facts) });
    }
  }
  return homes;
}

/** An unborn child is a child of the household; of somebody whose age is unknown the stricter adult lines apply. */
function relationOf(lifeStage: 'CHILD' | 'ADULT' | 'UNBORN' | undefined): HouseholdMember['relation'] {
  return lifeStage === 'CHILD' || lifeStage === 'UNBORN' ? 'HOUSEHOLD_CHILD' : 'HOUSEHOLD_ADULT';
}

/** Everybody at the places where these people live, and wherever those tied to them live. */
async function findAround(hubs: readonly string[], ties: readonly Tie[], today: string, db: DataSource): Promise<Residence[]> {
  const tied = [...new Set([...hubs, ...ties.flatMap((tie) => [tie.hub, tie.other])])];
  const homes = await findResidences(tied, today, db);
  const own = new Set(hubs);
  const keys = homes.filter(({ hub }) => own.has(hub)).flatMap((home) => home.keys);
  const neighbours = await findResidents([...new Set(keys)], today, db);
  // Once more: one place can go by two keys (UPRN, first line), and whoever must not be found may live there under the other.
  const housemates = await findResidents([...new Set([...homes, ...neighbours].flatMap((home) => home.keys))], today, db);
  const known = new Set(tied);
  const others = [...new Set(housemates.map(({ hub }) => hub))].filter((hub) => !known.has(hub));
  // All their homes, not only those that are shared: another agency may say that they live elsewhere.
  return [...homes, ...(await findResidences(others, today, db))];
}

/** For one person the facts that can matter: their ties, and the residences of those tied to them or at their places. */
function placeIndex(residences: readonly Residence[], ties: readonly Tie[]) {
  const byHub = new Map<string, Residence[]>();
  const byKey = new Map<string, Residence[]>();
  for (const residence of residences) {
    byHub.set(residence.hub, [...(byHub.get(residence.hub) ?? []), residence]);
    for (const key of residence.keys) {
      byKey.set(key, [...(byKey.get(key) ?? []), residence]);
    }
  }
  return (hub: string) => {
    const own = ties.filter((tie) => tie.hub === hub || tie.other === hub);
    const relatives = own.flatMap((tie) => [tie.hub, tie.other]);
    const at = (homes: readonly Residence[]) => homes.flatMap(({ keys }) => keys.flatMap((key) => byKey.get(key) ?? []));
    const near = at(byHub.get(hub) ?? []);
    const around = new Set([hub, ...relatives, ...[...near, ...at(near)].map((residence) => residence.hub)]);
    return { residences: [...around].flatMap((one) => byHub.get(one) ?? []), ties: own };
  };
}
