import { GraphQLError } from 'graphql';
import type { Agreement } from './agreement';

/** The refusal of one field. The gateway moves it to `extensions.withheld`; it is an answer, not a fault. */
export function withheldError(agreement: Agreement, category: string, rule: string): GraphQLError {
  const tell = agreement.categories.get(category)?.tell;
  return new GraphQLError('Withheld under the sharing agreement', {
    extensions: { code: 'WITHHELD', agency: agreement.agency, category, rule, tell },
  });
}
