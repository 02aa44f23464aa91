import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import { representationsOf, type SubgraphAnswer, type SubgraphError, type SubgraphRequest } from './answers';
import { type CallProof, callHeaders } from './call-proof';
import type { GatewayContext } from './context';
import { type FailureReason, type SubgraphClient, SubgraphFailure } from './subgraph-client';

/** The engine's name for an operation of a client; its enum is not exported. */
const INCOMING_OPERATION = 'incoming operation';

interface SourceOptions {
  readonly client: SubgraphClient;
  /** Registry code shown to people, e.g. `POLICE`; `MASH` for the hub's own. */
  readonly agency: string;
  readonly proof: CallProof;
}

interface Placeable {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly SubgraphError[];
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
      context.disclosures.push(...answer.disclosures.map((entry) => ({ custodian: this.options.client.name, entry })));
      if (representationsOf(request) === undefined) context.people.note(answer.data);
      return this.placed(this.completed(answer, request), request, options);
    } catch (error) {
      if (!(error instanceof SubgraphFailure)) throw error;
      context.budget.fail(this.options.client.name);
      return this.placed(this.unavailable(request, error.reason), request, options);
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
   * Errors with the place in the client's answer of the object they are about, in `extensions.at`: the engine's own path is right
   * for lists of one type only. Whose they are is known here, whatever the subgraph says.
   */
  private placed(
    { data, errors }: Placeable,
    request: SubgraphRequest,
    options: GraphQLDataSourceProcessOptions,
  ): GatewayGraphQLResponse {
    const { agency } = this.options;
    const representations = representationsOf(request);
    const { people } = options.context as GatewayContext;
    const pattern = options.kind === INCOMING_OPERATION ? (options.pathInIncomingRequest ?? []) : [];
    const places = errors.length > 0 && representations ? people.locate(pattern, representations) : [];
    const located = errors.map(({ message, path, extensions }) => {
      const place = typeof path?.[1] === 'number' ? places[path[1]] : undefined;
      const at = place && [...place, ...(path ?? []).slice(2)];
      return new GraphQLError(message, { path, extensions: { ...extensions, agency, ...(at ? { at } : {}) } });
    });
    return { data, errors: located } as GatewayGraphQLResponse;
  }

  /** An object that the subgraph answered with null has its fields all the same: null, with the reason. */
  private completed({ data, errors }: SubgraphAnswer, request: SubgraphRequest): Placeable {
    const representations = representationsOf(request);
    const entities = data?._entities;
    if (representations === undefined || !Array.isArray(entities) || !entities.includes(null)) return { data, errors };
    const nothing = this.nothingOf(representations, request, 'BAD_ANSWER');
    // Of somebody who is not there, only that can be said.
    const said = errors.filter(({ path }) => entities[Number(path?.[1])] !== null || path?.length === 2);
    const told = new Set(said.map(({ path }) => path?.[1]));
    return {
      data: { _entities: entities.map((entity, index) => entity ?? nothing[index]?.entity) },
      errors: [
        ...said,
        ...nothing.flatMap(({ errors: missing }, index) => (entities[index] === null && !told.has(index) ? missing : [])),
      ],
    };
  }

  private unavailable(request: SubgraphRequest, reason: FailureReason): Placeable {
    const representations = representationsOf(request);
    if (representations === undefined) return { data: null, errors: [this.failure(reason)] };
    const nothing = this.nothingOf(representations, request, reason);
    return { data: { _entities: nothing.map(({ entity }) => entity) }, errors: nothing.flatMap(({ errors }) => errors) };
  }

  /** For each representation the object with every name asked for and nothing in it, and the errors that say why. */
  private nothingOf(representations: ReturnType<typeof representationsOf> & {}, request: SubgraphRequest, reason: FailureReason) {
    const shape = this.options.client.answers.shapeOf(request.query);
    return representations.map(({ __typename }, index) => {
      const names = shape.namesOf(__typename);
      return {
        entity: { __typename, ...Object.fromEntries(names.map((name) => [name, null])) },
        errors: names.map((name) => ({ ...this.failure(reason), path: ['_entities', index, name] })),
      };
    });
  }

  private failure(reason: FailureReason): SubgraphError {
    const { agency } = this.options;
    return { message: `${agency} did not answer`, extensions: { code: 'AGENCY_UNAVAILABLE', agency, reason } };
  }
}

const toRequest = (request: GraphQLDataSourceProcessOptions['request']): SubgraphRequest => ({
  query: request.query ?? '',
  variables: request.variables,
  operationName: request.operationName,
});
