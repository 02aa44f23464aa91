import { wideKeysOf } from '../blocking';
import type { PreparedPerson } from '../prepare/prepared';
import { isPair, type PairSpace } from './pair-space';

/** Pairs of people that share a blocking key. */
export interface Candidates {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Keys that so many people share that their pairs were left out: such a key tells nothing. */
  readonly skippedKeys: number;
}

/** All keys together bring at most this many pairs: the keys that fewest people share come first. */
const MOST_PAIRS = 4_000_000;

/** Finds each pair once, however many keys it shares, in the order of its people. */
export function findCandidates(space: PairSpace, keysOf: (person: PreparedPerson) => readonly string[] = wideKeysOf): Candidates {
  const pairs = new Numbers();
  const { length } = space.people;
  let [budget, skippedKeys] = [MOST_PAIRS, 0];
  for (const members of groupByKey(space, keysOf).sort((one, other) => one.length - other.length)) {
    budget -= pairsAmong(members, space);
    if (budget < 0) {
      skippedKeys += 1;
      continue;
    }
    for (const left of members) for (const right of members) if (isPair(space, left, right)) pairs.add(left * length + right);
  }
  const found = pairs.distinct();
  return {
    left: Uint32Array.from(found, (pair) => Math.floor(pair / length)),
    right: Uint32Array.from(found, (pair) => pair % length),
    skippedKeys,
  };
}

/** Pairs of the space that these members make. */
function pairsAmong(members: readonly number[], { boundary }: PairSpace): number {
  const { length } = members;
  if (boundary === undefined) return (length * (length - 1)) / 2;
  const left = members.filter((member) => member < boundary).length;
  return left * (length - left);
}

function groupByKey({ people }: PairSpace, keysOf: (person: PreparedPerson) => readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  people.forEach((person, index) => {
    for (const key of keysOf(person)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [index]);
      else members.push(index);
    }
  });
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Many numbers, some of them more than once. */
class Numbers {
  private values = new Float64Array(1 << 16);
  private size = 0;

  add(value: number): void {
    if (this.size === this.values.length) this.compact();
    this.values[this.size] = value;
    this.size += 1;
  }

  distinct(): Float64Array {
    const sorted = this.values.subarray(0, this.size).sort();
    let kept = 0;
    for (let at = 0; at < sorted.length; at += 1) {
      if (at === 0 || sorted[at] !== sorted[kept - 1]) {
        sorted[kept] = sorted[at] as number;
        kept += 1;
      }
    }
    return sorted.subarray(0, kept);
  }

  private compact(): void {
    this.size = this.distinct().length;
    if (this.size * 2 <= this.values.length) return;
    const larger = new Float64Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}
