import { grouped } from '../../../common/grouped';
import type { PersonAddress, RelationshipType } from '../../../common/person';
import type { Residence, Tie } from './network-facts';
import { inverse, RELATION_TYPES, type RelationType } from './relation-types';

/** Somebody who lives with the person looked at, before anyone asks how old they are. */
export interface Housemate {
  readonly person: string;
  readonly relationship: RelationType | null;
  readonly since: string | null;
  readonly address: PersonAddress | null;
  readonly sources: readonly string[];
  /** True when another agency says that one of the two lives elsewhere; never told of anybody who must not be found. */
  readonly disputed: boolean;
}

export interface HouseholdFacts {
  /** Current residences of everybody involved. */
  readonly residences: readonly Residence[];
  /** Ties that the person is an end of. */
  readonly ties: readonly Tie[];
  /** Hub ids of everybody involved whose location is protected. */
  readonly hidden: ReadonlySet<string>;
  /** ISO date. */
  readonly today: string;
}

/** Households are smaller; an address that more people share is a hostel, a school or a block without flat numbers. */
export const LARGEST_HOUSEHOLD = 15;

/** Ties of people who live together unless an address says otherwise. */
const CLOSE: readonly RelationshipType[] = ['PARENT', 'STEP_PARENT', 'SIBLING', 'PARTNER_OF_PARENT', 'CARER'];

/**
 * Who lives with a person: those at the same current address, those an agency says live with them, and close relatives
 * when one of the two has no known address (with two known and different ones they live apart).
 *
 * A protected location is never given away: nobody under LOCATION protection appears in the household of somebody without
 * it, nor through an address alone; and no address is shown at which a protected person lives, whoever is looked at.
 */
export function composeHousehold(hub: string, facts: HouseholdFacts): Housemate[] {
  const around = new Surroundings(hub, facts);
  const mates = around.near.map((other) => housemate(other, around));
  return mates.filter((mate) => mate !== undefined).sort((left, right) => (left.person < right.person ? -1 : 1));
}

/**
 * Whether somebody under LOCATION protection lives with this person, in their household or kept out of it: wherever this person's
 * school or doctor tells where they live, it would tell where that one hides.
 */
export function livesWithHidden(hub: string, facts: HouseholdFacts): boolean {
  const around = new Surroundings(hub, facts);
  return around.near.some((other) => facts.hidden.has(other) && bond(other, around) !== undefined);
}

/** The facts about one person in the order in which they are asked for: in a hostel everybody is looked at for everybody. */
class Surroundings {
  /** The person's own residences. */
  readonly own: readonly Residence[];
  /** Hub ids of everybody who may live with the person. */
  readonly near: readonly string[];
  readonly #places: ReadonlyMap<string, readonly Residence[]>;
  readonly #ties: ReadonlyMap<string, readonly Tie[]>;
  readonly #residents = new Map<Residence, ReadonlySet<string>>();

  constructor(
    readonly hub: string,
    readonly facts: HouseholdFacts,
  ) {
    const ties = facts.ties.filter((tie) => isCurrent(tie, facts.today) && (tie.hub === hub || tie.other === hub));
    this.#places = grouped(facts.residences, ({ hub: resident }) => resident, same);
    this.#ties = grouped(ties, (tie) => (tie.hub === hub ? tie.other : tie.hub), same);
    this.own = this.placesOf(hub);
    this.near = [...new Set([...this.#places.keys(), ...this.#ties.keys()])].filter((other) => other !== hub);
  }

  placesOf(other: string): readonly Residence[] {
    return this.#places.get(other) ?? [];
  }

  /** Current ties between the person and somebody else. */
  tiesWith(other: string): readonly Tie[] {
    return this.#ties.get(other) ?? [];
  }

  residentsAt(place: Residence): ReadonlySet<string> {
    const known = this.#residents.get(place);
    if (known !== undefined) return known;
    const residents = new Set(this.facts.residences.filter((residence) => meets(place, residence)).map(({ hub }) => hub));
    this.#residents.set(place, residents);
    return residents;
  }
}

const same = <T>(one: T): T => one;

/** What makes two people live together; undefined when nothing does. */
function bond(other: string, around: Surroundings) {
  const { own } = around;
  const between = around.tiesWith(other);
  const theirs = around.placesOf(other);
  const shared = sharedPlaces(theirs, around);
  const apart = own.length > 0 && theirs.length > 0 && shared.length === 0;
  const together = between.filter(({ type }) => type === 'LIVES_WITH' || (!apart && CLOSE.includes(type)));
  return shared.length === 0 && together.length === 0 ? undefined : { between, theirs, shared, together };
}

function housemate(other: string, around: Surroundings): Housemate | undefined {
  const found = bond(other, around);
  if (found === undefined) {
    return undefined;
  }
  const { hub, own, facts } = around;
  const { between, theirs, shared, together } = found;
  const protectedMate = facts.hidden.has(other);
  if (protectedMate && (together.length === 0 || !facts.hidden.has(hub))) {
    return undefined;
  }
  const sources = [
    ...shared.flatMap(({ mine, other: place }) => [mine.agency, place.agency]),
    ...together.map(({ agency }) => agency),
  ];
  const since = [...shared.map(({ mine, other: place }) => later(mine.from, place.from)), ...together.map(({ from }) => from)];
  return {
    person: other,
    relationship: closest(hub, between),
    since: since.filter((date) => date !== null).sort()[0] ?? null,
    address: showable(shared, around),
    sources: [...new Set(sources)].sort(),
    disputed: !protectedMate && !facts.hidden.has(hub) && isDisputed(own, theirs, shared),
  };
}

/** An agency that says where one of them lives now, and says that it is not where they meet. */
function isDisputed(own: readonly Residence[], theirs: readonly Residence[], shared: readonly SharedPlace[]): boolean {
  if (shared.length === 0) return false;
  const places = shared.flatMap(({ mine, other }) => [mine, other]);
  const agreeing = new Set(places.map(({ agency }) => agency));
  return [...own, ...theirs].some(
    (residence) => !agreeing.has(residence.agency) && !places.some((place) => meets(place, residence)),
  );
}

interface SharedPlace {
  readonly mine: Residence;
  readonly other: Residence;
}

function sharedPlaces(theirs: readonly Residence[], around: Surroundings): SharedPlace[] {
  return around.own.flatMap((mine) =>
    theirs
      .filter((other) => meets(mine, other) && around.residentsAt(other).size <= LARGEST_HOUSEHOLD)
      .map((other) => ({ mine, other })),
  );
}

function showable(shared: readonly SharedPlace[], around: Surroundings): PersonAddress | null {
  const hides = ({ other }: SharedPlace) => [...around.residentsAt(other)].some((resident) => around.facts.hidden.has(resident));
  return shared.some(hides) ? null : (shared[0]?.other.address ?? null);
}

const meets = (left: Residence, right: Residence): boolean => left.keys.some((key) => right.keys.includes(key));

/** What the other is to the person looked at; the closest tie when there are several. */
function closest(hub: string, between: readonly Tie[]): RelationType | null {
  const types = between.map((tie) => (tie.other === hub ? tie.type : inverse(tie.type)));
  return RELATION_TYPES.find((type) => types.includes(type)) ?? null;
}

export function isCurrent({ from, to }: Pick<Tie, 'from' | 'to'>, today: string): boolean {
  return (from === null || from <= today) && (to === null || to >= today);
}

/** Two people live together from when the later of them came. */
function later(left: string | null, right: string | null): string | null {
  return left === null || right === null ? (left ?? right) : left > right ? left : right;
}
