import { countFrequencies, type MatchingModel, type Person, prepare, shippedModel, withFrequencies } from '../../matching';
import { decidePairs } from '../../matching/evaluate/with-model';
import { figure, type Result } from '../result';

/** A record, who it truly is, and the groups that it counts in. */
export interface KnownRecord {
  readonly person: Person;
  readonly truth: string;
  readonly groups: readonly string[];
}

export interface Tally {
  truePairs: number;
  /** True pairs that were linked automatically, or are shown to a person. */
  linked: number;
  shown: number;
  falseLinks: number;
  /** Pairs of two people that a person is asked about. */
  falseShown: number;
}

/** The shipped model with the frequencies of these records, as an index counts its own. */
function modelFor(people: readonly Person[]): MatchingModel {
  return withFrequencies(shippedModel(), countFrequencies(people.map(prepare)));
}

/** Decides all pairs of the records with the shipped model and thresholds, then counts by group. */
export function tally(records: readonly KnownRecord[]): ReadonlyMap<string, Tally> {
  const people = records.map(({ person }) => person);
  const tallies = new Map<string, Tally>();
  const count = (one: KnownRecord, other: KnownRecord, add: (tally: Tally) => void): void => {
    for (const group of new Set([...one.groups, ...other.groups])) {
      const found = tallies.get(group) ?? { truePairs: 0, linked: 0, shown: 0, falseLinks: 0, falseShown: 0 };
      add(found);
      tallies.set(group, found);
    }
  };
  for (const [one, other] of truePairs(records)) {
    count(one, other, (found) => {
      found.truePairs += 1;
    });
  }
  for (const { left, right, decision } of decidePairs({ people: people.map(prepare) }, modelFor(people))) {
    const [one, other] = [records[left] as KnownRecord, records[right] as KnownRecord];
    const isTrue = one.truth === other.truth;
    count(one, other, (found) => {
      if (decision === 'AUTO') found[isTrue ? 'linked' : 'falseLinks'] += 1;
      if (decision === 'REVIEW') found[isTrue ? 'shown' : 'falseShown'] += 1;
    });
  }
  return tallies;
}

function* truePairs(records: readonly KnownRecord[]): Generator<readonly [KnownRecord, KnownRecord]> {
  const people = new Map<string, KnownRecord[]>();
  for (const record of records) people.set(record.truth, [...(people.get(record.truth) ?? []), record]);
  for (const same of people.values())
    for (const [at, one] of same.entries()) for (const other of same.slice(at + 1)) yield [one, other];
}

/** Precision and recall of what is linked without a person, and the share of all questions of a group that go to one. */
export function figuresOfTally(id: string, { truePairs: truth, linked, shown, falseLinks, falseShown }: Tally): Result[] {
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  return [
    figure(`${id}-false-auto-links`, falseLinks, 'links'),
    figure(`${id}-auto-precision`, share(linked, linked + falseLinks), 'share'),
    figure(`${id}-auto-recall`, share(linked, truth), 'share'),
    figure(`${id}-auto-or-review-recall`, share(linked + shown, truth), 'share'),
    figure(`${id}-left-to-people`, share(shown + falseShown, linked + falseLinks + shown + falseShown), 'share'),
  ];
}
