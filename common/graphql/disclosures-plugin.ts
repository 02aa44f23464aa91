import type { ApolloServerPlugin } from '@apollo/server';
import type { DisclosureTally } from '../access/disclosure';
import type { Log } from '../logger';

/** Keeps, in the custodian's own log, what is about to be released; rejects when it cannot. */
export type KeepDisclosures<C> = (context: C) => Promise<void>;

/**
 * Before each answer: writes the custodian's own log, and tells the gateway what was released and withheld, so that its ledger
 * entry is committed first (D8). An answer with data always says so, if only that it is nothing. What cannot be logged is not
 * answered.
 */
export function disclosuresPlugin<C extends { readonly disclosures: DisclosureTally }>(
  keep: KeepDisclosures<C>,
  log: Log,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body }, contextValue }) => {
        if (body.kind !== 'single') throw new Error('An answer in parts cannot tell what it will release');
        const disclosures = contextValue.disclosures.entries();
        try {
          if (disclosures.length > 0) await keep(contextValue);
        } catch (error) {
          log.error('DISCLOSURES_NOT_KEPT', {}, error);
          body.singleResult = { errors: [NOT_KEPT] };
          return;
        }
        body.singleResult.extensions = { ...body.singleResult.extensions, disclosures };
      },
    }),
  };
}

const NOT_KEPT = {
  message: 'The disclosure log did not take the entry, so nothing is released',
  extensions: { code: 'INTERNAL' },
};
