/** What a comparison of one field found. */
export interface Finding {
  /** Name of the level, as the model has it; `missing` says that there was nothing to compare. */
  readonly level: string;
  /** The value that both have, where how common it is changes what agreeing on it means. */
  readonly value?: string;
}

export const MISSING: Finding = { level: 'missing' };
export const DIFFERENT: Finding = { level: 'different' };

/** The better of two findings of one field, the same whichever comes first: levels stand best first. Anything is better than nothing. */
export function better(levels: readonly string[], one: Finding, other: Finding): Finding {
  if (one.level === 'missing') return other;
  if (other.level === 'missing') return one;
  const difference = levels.indexOf(one.level) - levels.indexOf(other.level);
  if (difference !== 0) return difference < 0 ? one : other;
  return (one.value ?? '') <= (other.value ?? '') ? one : other;
}
