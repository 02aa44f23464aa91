import type { ApolloServerPlugin } from '@apollo/server';
import type { DisclosureTally } from '../access/disclosure';

/** Tells the gateway, beside each answer, what was released and withheld, so that its ledger row is committed first (D8). */
export const disclosuresPlugin: ApolloServerPlugin<{ readonly disclosures: DisclosureTally }> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body }, contextValue }) => {
      if (body.kind !== 'single') throw new Error('An answer in parts cannot tell what it will release');
      const disclosures = contextValue.disclosures.entries();
      if (disclosures.length > 0) body.singleResult.extensions = { ...body.singleResult.extensions, disclosures };
    },
  }),
};
