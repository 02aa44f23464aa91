import type { GraphQLFormattedError } from 'graphql';

/** One refusal, as staff read it: where in the answer, whose rule, and what that custodian says about it. */
export interface Withheld {
  readonly path: readonly (string | number)[];
  readonly agency: string;
  readonly category: string;
  readonly rule: string;
  readonly tell: string;
}

/** Refusals apart from faults: `errors` must hold faults only (design D4). */
export function separateWithheld(errors: readonly GraphQLFormattedError[]): {
  withheld: Withheld[];
  faults: GraphQLFormattedError[];
} {
  const withheld: Withheld[] = [];
  const faults: GraphQLFormattedError[] = [];
  for (const error of errors) {
    const extensions = error.extensions ?? {};
    if (extensions.code !== 'WITHHELD') {
      faults.push(error);
      continue;
    }
    withheld.push({
      path: error.path ?? [],
      agency: text(extensions.agency),
      category: text(extensions.category),
      rule: text(extensions.rule),
      tell: text(extensions.tell),
    });
  }
  return { withheld: withheld.sort(byPlace), faults };
}

/**
 * In the order of their places, whichever agency answered first: otherwise the same answer could come in two orders, and the order
 * would tell how long an agency took over what it withheld.
 */
function byPlace(one: Withheld, other: Withheld): number {
  for (const [index, step] of one.path.entries()) {
    const beside = other.path[index];
    if (beside === undefined) return 1;
    if (step === beside) continue;
    if (typeof step === 'number' && typeof beside === 'number') return step - beside;
    return String(step) < String(beside) ? -1 : 1;
  }
  if (one.path.length < other.path.length) return -1;
  return one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
