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
  const { own, ties, near } = around(hub, facts);
  const mates = near.map((other) => housemate(hub, other, own, ties, facts));
  return mates.filter((mate) => mate !== undefined).sort((left, right) => (left.person < right.person ? -1 : 1));
}

/**
 * Whether somebody under LOCATION protection lives with this person, in their household or kept out of it: wherever this person's
 * school or doctor tells where they live, it would tell where that one hides.
 */
export function livesWithHidden(hub: string, facts: HouseholdFacts): boolean {
  const { own, ties, near } = around(hub, facts);
  return near.filter((other) => facts.hidden.has(other)).some((other) => bond(other, own, ties, facts) !== undefined);
}

/** A person's own residences and ties, and everybody who may live with them. */
function around(hub: string, { residences, ties: all, today }: HouseholdFacts) {
  const own = residences.filter((residence) => residence.hub === hub);
  const ties = all.filter((tie) => isCurrent(tie, today) && (tie.hub === hub || tie.other === hub));
  const near = new Set([...residences.map((residence) => residence.hub), ...ties.flatMap((tie) => [tie.hub, tie.other])]);
  near.delete(hub);
  return { own, ties, near: [...near] };
}

/** What makes two people live together; undefined when nothing does. */
function bond(other: string, own: readonly Residence[], ties: readonly Tie[], facts: HouseholdFacts) {
  const between = ties.filter((tie) => tie.hub === other || tie.other === other);
  const theirs = facts.residences.filter((residence) => residence.hub === other);
  const shared = sharedPlaces(own, theirs, facts);
  const apart = own.length > 0 && theirs.length > 0 && shared.length === 0;
  const together = between.filter(({ type }) => type === 'LIVES_WITH' || (!apart && CLOSE.includes(type)));
  return shared.length === 0 && together.length === 0 ? undefined : { between, theirs, shared, together };
}

function housemate(hub: string, other: string, own: readonly Residence[], ties: readonly Tie[], facts: HouseholdFacts) {
  const found = bond(other, own, ties, facts);
  if (found === undefined) {
    return undefined;
  }
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
    address: showable(shared, facts),
    sources: [...new Set(sources)].sort(),
    disputed: !protectedMate && !facts.hidden.has(hub) && isDisputed(own, theirs, shared),
  };
}

/** An agency that says where one of them lives now, and says that it is not where they meet. */
function isDisputed(own: readonly Residence[], theirs: readonly Residence[], shared: readonly SharedPlace[]): boolean {
  const agreeing = new Set(shared.flatMap(({ mine, other }) => [mine.agency, other.agency]));
  const places = shared.flatMap(({ mine, other }) => [mine, other]);
  const elsewhere = [...own, ...theirs].filter((residence) => !places.some((place) => meets(place, residence)));
  return shared.length > 0 && elsewhere.some(({ agency }) => !agreeing.has(agency));
}

interface SharedPlace {
  readonly mine: Residence;
  readonly other: Residence;
}

function sharedPlaces(own: readonly Residence[], theirs: readonly Residence[], facts: HouseholdFacts): SharedPlace[] {
  return own.flatMap((mine) =>
    theirs
      .filter((other) => meets(mine, other) && residentsAt(other, facts).size <= LARGEST_HOUSEHOLD)
      .map((other) => ({ mine, other })),
  );
}

function showable(shared: readonly SharedPlace[], facts: HouseholdFacts): PersonAddress | null {
  const hidden = ({ other }: SharedPlace) => [...residentsAt(other, facts)].some((resident) => facts.hidden.has(resident));
  return shared.some(hidden) ? null : (shared[0]?.other.address ?? null);
}

function residentsAt(place: Residence, { residences }: HouseholdFacts): Set<string> {
  return new Set(residences.filter((residence) => meets(place, residence)).map(({ hub }) => hub));
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
