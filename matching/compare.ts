import { findingsOf } from './compare/fields';
import { conflictsOf, isThin, looksLikeSiblings } from './compare/guards';
import { weigh } from './compare/weigh';
import type { Comparison } from './comparison';
import type { MatchingModel } from './model';
import type { Person } from './person';
import { prepare } from './prepare/prepare';
import type { PreparedPerson } from './prepare/prepared';

/** Compares two people. The order does not matter. */
export const compare = (model: MatchingModel, left: Person, right: Person): Comparison =>
  comparePrepared(model, prepare(left), prepare(right));

/** The same for people taken apart by `prepare`: what many comparisons with one person should use. */
export function comparePrepared(model: MatchingModel, left: PreparedPerson, right: PreparedPerson): Comparison {
  const findings = findingsOf(left, right);
  const fields = weigh(model, findings);
  const weight = fields.reduce((sum, field) => sum + field.weight, model.priorWeight);
  return {
    probability: probabilityOf(weight),
    weight,
    fields,
    conflicts: conflictsOf(left, right, findings),
    siblings: looksLikeSiblings(model, left, right, findings),
    thin: isThin(left, right, findings),
  };
}

/** From bits to a probability. */
export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight);
