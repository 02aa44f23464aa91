import { type Comparison, compare, shippedModel } from '../../../../matching/index';
import { recordKey } from '../linking/records';
import { matchedPerson } from '../matching/matched-person';
import type { PersonRecord } from './person-records';
import type { LinkField } from './review.types';

export interface Explanation {
  readonly probability: number;
  readonly weight: number;
  readonly fields: readonly LinkField[];
  readonly cautions: readonly string[];
}

/**
 * How two records agree, in the matcher's own words. Undefined when either is a record that the reader may not know of.
 *
 * @param hidden where one of the two is must not be learned: they are compared as if nobody had an address, since every figure in
 *   which an address counts would tell whether it agrees
 */
export function explain(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  records: readonly PersonRecord[],
  hidden: boolean,
): Explanation | undefined {
  const pair = [lower, upper].map((ref) => records.find((record) => record.ref === ref && record.visible));
  const [left, right] = pair.flatMap((one) => one ?? []).sort((a, b) => (recordKey(a) < recordKey(b) ? -1 : 1));
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const [one, other] = [personOf(left, hidden), personOf(right, hidden)];
  const comparison = compare(shippedModel(), one, other);
  return {
    weight: rounded(comparison.weight),
    probability: rounded(comparison.probability),
    fields: comparison.fields
      .filter(({ field }) => !hidden || !['address', 'postcode'].includes(field))
      .map((field) => ({ ...field, weight: rounded(field.weight) })),
    cautions: cautionsOf(comparison),
  };
}

function personOf({ identity }: PersonRecord, hidden: boolean) {
  const person = matchedPerson(identity);
  return hidden ? { ...person, addresses: [] } : person;
}

function cautionsOf({ conflicts, siblings, thin }: Comparison): string[] {
  return [...conflicts, ...(siblings ? ['siblings'] : []), ...(thin ? ['too-little-in-common'] : [])];
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
