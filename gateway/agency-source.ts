import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { GraphQLError, parse } from 'graphql';
import type { GatewayContext } from './context';
import { entityFields } from './entity-fields';
import { type CallProof, callHeaders } from './call-proof';
import { readDisclosures } from './ledger';
import { type SubgraphAnswer, type SubgraphClient, SubgraphFailure, type SubgraphRequest } from './subgraph-client';

/** The engine's name for an operation of a client; its enum is not exported. */
const INCOMING_OPERATION = 'incoming operation';

interface SourceOptions {
  readonly client: SubgraphClient;
  /** Registry code shown to people, e.g. `POLICE`; the hub has none of its own. */
  readonly agency: string;
  readonly proof: CallProof;
}

/**
 * The engine's way to one subgraph. When the subgraph fails, an entity fetch is answered with explicit nulls, so that
 * fields which `@requires` its data still run, and one error for each object it should have filled (design D4, D9).
 */
export class AgencySource implements GraphQLDataSource {
  constructor(private readonly options: SourceOptions) {}

  async process(options: GraphQLDataSourceProcessOptions): Promise<GatewayGraphQLResponse> {
    if (options.kind !== INCOMING_OPERATION) {
      throw new Error('The gateway reads its supergraph from a file: subgraphs are not asked for their schema');
    }
    const context = options.context as GatewayContext;
    const request = toRequest(options.request);
    try {
      const answer = await this.call(request, context);
      context.disclosures.push(...readDisclosures(this.options.client.name, answer.extensions));
      return { data: answer.data, errors: answer.errors.map(toGraphQLError) } as GatewayGraphQLResponse;
    } catch (error) {
      if (!(error instanceof SubgraphFailure)) throw error;
      context.budget.fail(this.options.client.name);
      return this.unavailable(request, error) as GatewayGraphQLResponse;
    }
  }

  private async call(request: SubgraphRequest, context: GatewayContext): Promise<SubgraphAnswer> {
    const { client, proof } = this.options;
    const timeLeft = context.budget.remaining(client.name);
    if (timeLeft === 0) throw new SubgraphFailure(client.name, 'EARLIER_FAILURE');
    const token = context.tokens[client.name];
    if (token === undefined) throw new SubgraphFailure(client.name, 'REFUSED');
    return client.call(request, await callHeaders(proof, client.url, token), timeLeft);
  }

  private unavailable(request: SubgraphRequest, failure: SubgraphFailure): unknown {
    const { agency } = this.options;
    const extensions = { code: 'AGENCY_UNAVAILABLE', agency, reason: failure.reason };
    const message = `${agency} did not answer`;
    const representations = request.variables?.representations;
    if (!Array.isArray(representations)) return { data: null, errors: [new GraphQLError(message, { extensions })] };
    const fields = entityFields(parse(request.query));
    const entities = representations.map(({ __typename }: { __typename: string }) => ({
      __typename,
      ...Object.fromEntries((fields.get(__typename) ?? []).map((field) => [field, null])),
    }));
    const errors = representations.flatMap(({ __typename }: { __typename: string }, index) =>
      (fields.get(__typename) ?? []).map((field) => new GraphQLError(message, { path: ['_entities', index, field], extensions })),
    );
    return { data: { _entities: entities }, errors };
  }
}

const toRequest = (request: GraphQLDataSourceProcessOptions['request']): SubgraphRequest => ({
  query: request.query ?? '',
  variables: request.variables,
  operationName: request.operationName,
});

const toGraphQLError = ({ message, path, extensions }: SubgraphAnswer['errors'][number]): GraphQLError =>
  new GraphQLError(message, { path, extensions });
