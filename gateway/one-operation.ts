import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';

/**
 * Refuses a request that does not say which of its operations it means, and one that subscribes: the engine would call both a
 * fault of its own. Nothing is pushed: what changed is asked for again, and decided again.
 */
export const oneOperation: ApolloServerPlugin = {
  requestDidStart: async () => ({
    async didResolveOperation({ operation }) {
      // The server's types promise an operation here; it comes without one all the same.
      const kind = (operation as { operation: OperationTypeNode } | undefined)?.operation;
      if (kind === OperationTypeNode.QUERY || kind === OperationTypeNode.MUTATION) return;
      throw new GraphQLError(kind ? 'There are no subscriptions' : 'Name the operation of the request that is meant', {
        extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
      });
    },
  }),
};
