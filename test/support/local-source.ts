import { execute, type GraphQLSchema, parse } from 'graphql';
import type { SourceAnswer, SubgraphSource } from '../../gateway/engine/source';

/** A subgraph that is a schema in this process. Answers are as they would come over HTTP: plain JSON, the engine's to keep. */
export const localSource = (schema: GraphQLSchema): SubgraphSource<object> => ({
  async process({ request: { query, variables, operationName }, context }) {
    const answer = await execute({
      schema,
      document: parse(query, { noLocation: true }),
      variableValues: variables,
      operationName,
      contextValue: context,
    });
    return JSON.parse(JSON.stringify(answer)) as SourceAnswer;
  },
});
