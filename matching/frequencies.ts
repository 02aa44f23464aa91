import type { ComparedField } from './comparison';
import type { Frequencies, ModelFile } from './model';
import type { PreparedPerson } from './prepare/prepared';

/** Fields in which agreeing on a rare value says more than agreeing on a common one. */
const VALUES: Readonly<Partial<Record<ComparedField, (person: PreparedPerson) => readonly (string | undefined)[]>>> = {
  given: ({ names }) => names.slice(0, 1).map(({ given }) => given[0]),
  family: ({ names }) => names.slice(0, 1).map(({ family }) => (family === '' ? undefined : family)),
  birth: ({ birth }) => [birth?.digits],
  address: ({ addresses }) => addresses.slice(0, 1).map(({ text }) => (text === '' ? undefined : text)),
  postcode: ({ addresses }) => addresses.slice(0, 1).map(({ postcode }) => postcode),
  contact: ({ contacts }) => contacts,
};

/** A value borne by fewer is not listed: it costs memory and says no more than that it is rare. */
const LEAST_LISTED = 3;

/** Counts how common the values are among these people, to be put into a model by `withFrequencies`. */
export function countFrequencies(people: Iterable<PreparedPerson>): ModelFile['frequencies'] {
  const counts = new Map<ComparedField, Map<string, number>>();
  for (const person of people) {
    for (const [field, valuesOf] of Object.entries(VALUES) as [ComparedField, (person: PreparedPerson) => readonly string[]][]) {
      const values = counts.get(field) ?? new Map<string, number>();
      counts.set(field, values);
      for (const value of valuesOf(person)) if (value !== undefined) values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  return Object.fromEntries(
    [...counts].filter(([, values]) => values.size > 1).map(([field, values]) => [field, shares(values)]),
  );
}

function shares(counts: ReadonlyMap<string, number>): Frequencies {
  let [total, rare, rareSquares] = [0, 0, 0];
  for (const count of counts.values()) {
    total += count;
    if (count < LEAST_LISTED) [rare, rareSquares] = [rare + count, rareSquares + count * count];
  }
  const listed = [...counts]
    .filter(([, count]) => count >= LEAST_LISTED && count < total)
    .map(([value, count]) => [value, count / total]);
  // A rare value met at random is shared by this many: the mean over records, not over values.
  return { values: Object.fromEntries(listed), unlisted: Math.min(0.5, (rare === 0 ? 1 : rareSquares / rare) / (total + 1)) };
}
