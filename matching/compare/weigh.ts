import type { ComparedField, FieldWeight } from '../comparison';
import type { MatchingModel } from '../model';
import { FIELDS, type Findings } from './fields';
import type { Finding } from './finding';

/** What the people of one household share whoever they are. */
export const SHARED_AT_HOME: readonly ComparedField[] = ['family', 'address', 'postcode', 'contact'];

/** Agreeing on a value counts at most this many bits more or less than agreeing on any value. */
export const MOST_ADJUSTMENT = 10;

/** The weight of every field. What is missing weighs nothing. */
export function weigh(model: MatchingModel, findings: Findings): FieldWeight[] {
  const weights = FIELDS.map((field) => ({
    field,
    level: findings[field].level,
    weight: weightOf(model, field, findings[field]),
  }));
  const atHome = weights.filter(({ field, weight }) => weight > 0 && SHARED_AT_HOME.includes(field));
  const sum = atHome.reduce((total, { weight }) => total + weight, 0);
  if (sum <= model.householdLimit) return weights;
  const scale = model.householdLimit / sum;
  return weights.map((one) => (atHome.includes(one) ? { ...one, weight: one.weight * scale } : one));
}

function weightOf(model: MatchingModel, field: ComparedField, { level, value }: Finding): number {
  const weight = model.weights[field].get(level);
  if (weight === undefined) return 0;
  const table = value === undefined ? undefined : model.frequencies[field];
  if (table === undefined) return weight;
  const chance = model.file.fields[field][level]?.u as number;
  const share = table.values.get(value as string) ?? table.unlisted;
  return weight + Math.max(-MOST_ADJUSTMENT, Math.min(MOST_ADJUSTMENT, Math.log2(chance / share)));
}
