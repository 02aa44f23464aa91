import type { ComparedField } from '../../../../matching/comparison';
import { recordKey } from '../linking/records';
import { matchedPerson } from '../matching/matched-person';
import { matcher } from '../matching/matcher';
import type { PersonRecord } from './person-records';
import type { LinkField } from './review.types';

export interface Explanation {
  readonly probability: number;
  readonly weight: number;
  readonly fields: readonly LinkField[];
  readonly cautions: readonly string[];
}

/** Fields that tell where somebody is, or by agreeing would. */
const LOCATING: readonly ComparedField[] = ['address', 'postcode', 'contact'];

/**
 * How two records agree, in the matcher's own words. Undefined when either is a record that the reader may not know of.
 *
 * @param hidden where one of the two is must not be learned: what says so is left out of the sum too, which would tell it otherwise
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
  const [one, other] = [left, right].map(({ identity }) => matcher().prepare(matchedPerson(identity)));
  const comparison = matcher().compare(one as never, other as never);
  const fields = comparison.fields.filter(({ field }) => !hidden || !LOCATING.includes(field));
  const unsaid = comparison.fields.filter((one) => !fields.includes(one)).reduce((sum, { weight }) => sum + weight, 0);
  const weight = comparison.weight - unsaid;
  return {
    weight: rounded(weight),
    probability: rounded(1 / (1 + 2 ** -weight)),
    fields: fields.map((one) => ({ field: one.field, level: one.level, weight: rounded(one.weight) })),
    cautions: [...comparison.conflicts, ...(comparison.siblings ? ['siblings'] : []), ...(comparison.thin ? ['thin'] : [])],
  };
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
