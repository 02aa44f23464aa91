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
  return { withheld: withheld.sort(byPlace), faults: faults.sort(byPlace) };
}

interface Placed {
  readonly path?: readonly (string | number)[] | undefined;
}

/**
 * In the order of their places, whichever agency answered first: otherwise the same answer could come in two orders, and the order
 * would tell how long an agency took over what it withheld. What stands nowhere comes first, as it was found.
 */
function byPlace({ path: left = [] }: Placed, { path: right = [] }: Placed): number {
  const at = left.findIndex((step, index) => step !== right[index]);
  const [one, other] = [left[at], right[at]];
  if (at < 0 || other === undefined) return left.length - right.length;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
