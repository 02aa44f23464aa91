import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** Refuses a request that does not say which of its operations it means; the engine would call that a fault of its own. */
export const oneOperation: ApolloServerPlugin = {
  requestDidStart: async () => ({
    async didResolveOperation({ operation }) {
      // The server's types promise an operation here; it comes without one all the same.
      if ((operation as unknown) !== undefined) return;
      throw new GraphQLError('Name the operation of the request that is meant', {
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
      });
    },
  }),
};
