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
  return { withheld, faults };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
