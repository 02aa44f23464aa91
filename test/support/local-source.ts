import { execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { SourceAnswer, SubgraphSource } from '../../gateway/engine/source';

/**
 * A subgraph that is a schema in this process and refuses what is not valid under it. Answers are as they would come over HTTP:
 * plain JSON, the engine's to keep.
 */
export const localSource = (schema: GraphQLSchema): SubgraphSource<object> => ({
  async process({ request: { query, variables, operationName }, context }) {
    const document = parse(query, { noLocation: true });
    const errors = validate(schema, document);
    if (errors.length > 0) return JSON.parse(JSON.stringify({ errors })) as SourceAnswer;
    const answer = await execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: context,
    });
    return JSON.parse(JSON.stringify(answer)) as SourceAnswer;
  },
});
