import type { Judgement } from './judgement';
import { type LinkRecord, type MatchEdge, pairKey, type RecordKey, recordKey, type Review } from './records';
import { sharedIdentifiers } from './shared-identifiers';

/** What is left between the people of a partition. */
export interface Unresolved {
  /** By group: agencies holding a record that may be of this person, and yet is not linked. */
  readonly doubts: readonly ReadonlySet<string>[];
  /** For each two people who may be one, their strongest pair of records. */
  readonly reviews: readonly Review[];
}

/** The person, as linked so far, of a record that lies outside of what is decided now. */
export interface Outsider {
  readonly hub: string;
  /** Every agency that knows them. */
  readonly agencies: readonly string[];
}

interface Party {
  /** Undefined when outside. */
  readonly group: number | undefined;
  readonly name: string;
  readonly agencies: readonly string[];
}

/**
 * Whoever shares an identifier without being linked, whatever the dates say, and whoever comparing could not tell apart. Not those of
 * whom a person said that they are two, and not brothers and sisters whom one agency keeps apart.
 */
export function unresolved(
  groups: readonly (readonly LinkRecord[])[],
  edges: readonly MatchEdge[],
  judgement: Judgement,
  outside: (key: RecordKey) => Outsider | undefined,
): Unresolved {
  const partyOf = partiesOf(groups, outside);
  const doubts = groups.map(() => new Set<string>());
  const strongest = new Map<string, Review & { readonly weight: number }>();
  const ruledOut = ruledOutOf(groups, judgement);
  const note = (left: RecordKey, right: RecordKey, weight: number): void => {
    const [one, other] = [partyOf(left), partyOf(right)];
    if (one.name === other.name || ruledOut(one.group, other.group)) {
      return;
    }
    if (one.group !== undefined) doubts[one.group]?.add(agencyOf(right));
    if (other.group !== undefined) doubts[other.group]?.add(agencyOf(left));
    const between = pairKey(one.name, other.name);
    const known = strongest.get(between);
    if (known === undefined || isStronger({ left, right, weight }, known)) {
      strongest.set(between, { left, right, weight });
    }
  };
  for (const { left, right, weight, verdict, apart } of edges) {
    const siblings = apart && partyOf(left).agencies.some((agency) => partyOf(right).agencies.includes(agency));
    if (verdict !== 'DIFFERENT' && !siblings && judgement.decided(left, right) === undefined) {
      note(left, right, weight);
    }
  }
  const { pairs, placeholders } = sharedIdentifiers(groups);
  for (const { left, right } of pairs) {
    note(left, right, judgement.edge(left, right)?.weight ?? Number.NEGATIVE_INFINITY);
  }
  for (const { group, agencies } of placeholders) {
    for (const agency of agencies) doubts[group]?.add(agency);
  }
  return { doubts, reviews: [...strongest.values()].map(({ left, right }) => ordered(left, right)) };
}

function partiesOf(groups: readonly (readonly LinkRecord[])[], outside: (key: RecordKey) => Outsider | undefined) {
  const parties = new Map<RecordKey, Party>();
  groups.forEach((group, index) => {
    const party = { group: index, name: `group ${index}`, agencies: [...new Set(group.map(({ agency }) => agency))] };
    for (const record of group) parties.set(recordKey(record), party);
  });
  return (key: RecordKey): Party => {
    const known = parties.get(key);
    if (known !== undefined) return known;
    const { hub, agencies } = outside(key) ?? { hub: key, agencies: [agencyOf(key)] };
    return { group: undefined, name: `outside ${hub}`, agencies };
  };
}

/** Groups of which a person said that they are two people. */
function ruledOutOf(groups: readonly (readonly LinkRecord[])[], { forbidden }: Judgement) {
  const keys = groups.map((group) => group.map(recordKey));
  return (one: number | undefined, other: number | undefined): boolean =>
    one !== undefined &&
    other !== undefined &&
    keys[one]?.some((left) => keys[other]?.some((right) => forbidden(left, right))) === true;
}

/** The heavier; of two alike the one whose names come first. */
function isStronger(one: Review & { weight: number }, other: Review & { weight: number }): boolean {
  return one.weight === other.weight
    ? pairKey(one.left, one.right) < pairKey(other.left, other.right)
    : one.weight > other.weight;
}

const ordered = (left: RecordKey, right: RecordKey): Review => (left < right ? { left, right } : { left: right, right: left });
const agencyOf = (key: RecordKey): string => key.slice(0, key.indexOf('/'));
