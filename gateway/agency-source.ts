import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { GraphQLError, parse } from 'graphql';
import type { GatewayContext } from './context';
import { entityFields } from './entity-fields';
import { type CallProof, callHeaders } from './call-proof';
import { readDisclosures } from './ledger';
import { type SubgraphAnswer, type SubgraphClient, type SubgraphError, SubgraphFailure, type SubgraphRequest } from './subgraph-client';

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
      if (!isEntityFetch(request)) context.people.note(answer.data);
      return { data: answer.data, errors: this.placed(answer.errors, options) } as GatewayGraphQLResponse;
    } catch (error) {
      if (!(error instanceof SubgraphFailure)) throw error;
      context.budget.fail(this.options.client.name);
      const { data, errors } = this.unavailable(request, error);
      return { data, errors: this.placed(errors, options) } as GatewayGraphQLResponse;
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

  /**
   * Errors of an entity fetch with the place in the client's answer of the object they are about, in `extensions.at`. The engine's
   * own path is right for lists of one type only.
   */
  private placed(errors: readonly SubgraphError[], options: GraphQLDataSourceProcessOptions): GraphQLError[] {
    const representations: unknown = options.request.variables?.representations;
    if (errors.length === 0 || !Array.isArray(representations) || options.kind !== INCOMING_OPERATION) return errors.map(toGraphQLError);
    const places = (options.context as GatewayContext).people.locate(options.pathInIncomingRequest ?? [], representations);
    return errors.map((error) => {
      const place = typeof error.path?.[1] === 'number' ? places[error.path[1]] : undefined;
      const at = place && [...place, ...(error.path ?? []).slice(2)];
      return toGraphQLError(at ? { ...error, extensions: { ...error.extensions, at } } : error);
    });
  }

  private unavailable(request: SubgraphRequest, failure: SubgraphFailure): { data: unknown; errors: SubgraphError[] } {
    const { agency } = this.options;
    const extensions = { code: 'AGENCY_UNAVAILABLE', agency, reason: failure.reason };
    const message = `${agency} did not answer`;
    const representations = request.variables?.representations;
    if (!Array.isArray(representations)) return { data: null, errors: [{ message, extensions }] };
    const fields = entityFields(parse(request.query));
    const entities = representations.map(({ __typename }: { __typename: string }) => ({
      __typename,
      ...Object.fromEntries((fields.get(__typename) ?? []).map((field) => [field, null])),
    }));
    const errors = representations.flatMap(({ __typename }: { __typename: string }, index) =>
      (fields.get(__typename) ?? []).map((field) => ({ message, path: ['_entities', index, field], extensions }),),
    );
    return { data: { _entities: entities }, errors };
  }
}

const toRequest = (request: GraphQLDataSourceProcessOptions['request']): SubgraphRequest => ({
  query: request.query ?? '',
  variables: request.variables,
  operationName: request.operationName,
});

const isEntityFetch = (request: SubgraphRequest): boolean => Array.isArray(request.variables?.representations);

const toGraphQLError = ({ message, path, extensions }: SubgraphError): GraphQLError =>
  new GraphQLError(message, { path, extensions });
