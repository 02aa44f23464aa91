import type { DataSource } from 'typeorm';
import { grouped } from '../../../common/grouped';
import type { PersonAddress } from '../../../common/person';
import { londonDate, systemClock } from '../../../common/time';
import { findPeople, type HubPerson } from '../identity/people';
import { resolveHubIds } from '../identity/redirects';
import { composeHousehold, livesWithHidden } from './compose-household';
import { findResidences, findTies, type Residence, type Tie } from './network-facts';
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

/** How `findHomes` reads people; a request gives its own, so that whoever it met is not read again. */
type ReadPeople = (hubs: readonly string[]) => Promise<ReadonlyMap<string, HubPerson>>;

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
  readPeople: ReadPeople = (hubs) => findPeople(hubs, db, today),
): Promise<Map<string, Home>> {
  const current = await resolveHubIds(ids, db);
  const hubs = [...new Set(current.values())];
  const sealed = await findSealed(hubs, db);
  const ties = await findTies(hubs, sealed, db);
  const tied = new Set([...hubs, ...ties.flatMap((tie) => [tie.hub, tie.other])]);
  const residences = await findResidences(hubs, [...tied], today, db);
  const people = await readPeople([...new Set([...tied, ...residences.map(({ hub }) => hub)])]);
  const hidden = new Set([...people].flatMap(([hub, { protect }]) => (protect.includes('LOCATION') ? [hub] : [])));
  const index = placeIndex(residences, ties);
  const homes = new Map<string, Home>();
  for (const [asked, hub] of current) {
    if (people.has(hub)) {
      const facts = { ...index(hub), hidden, today };
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

/** For one person the facts that can matter: their ties, and the residences of those tied to them or at their places. */
function placeIndex(residences: readonly Residence[], ties: readonly Tie[]) {
  const byHub = grouped(
    residences,
    ({ hub }) => hub,
    (residence) => residence,
  );
  const byKey = grouped(
    residences.flatMap((residence) => residence.keys.map((key) => ({ key, residence }))),
    ({ key }) => key,
    ({ residence }) => residence,
  );
  /** Everybody's residence at these places, each once: a hostel has hundreds. */
  const at = (places: readonly Residence[]): Residence[] => {
    const keys = new Set(places.flatMap((place) => place.keys));
    return [...new Set([...keys].flatMap((key) => byKey.get(key) ?? []))];
  };
  return (hub: string) => {
    const own = ties.filter((tie) => tie.hub === hub || tie.other === hub);
    const relatives = own.flatMap((tie) => [tie.hub, tie.other]);
    const near = at(at(byHub.get(hub) ?? []));
    const around = new Set([hub, ...relatives, ...near.map((residence) => residence.hub)]);
    return { residences: [...around].flatMap((one) => byHub.get(one) ?? []), ties: own };
  };
}
