import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';

/**
 * The seam between the hub and whatever plans and runs federated operations (design D9). Nothing outside this file knows
 * which engine it is; the supergraph is plain Federation 2.
 *
 * @param supergraphSdl the composed supergraph, as checked in under `schema/`
 * @param sourceFor the way to one subgraph, by its name in the supergraph's `join__Graph` enum
 */
export function createEngine(supergraphSdl: string, sourceFor: (graph: string) => GraphQLDataSource): GatewayInterface {
  return new ApolloGateway({ supergraphSdl, logger: silent, buildService: ({ name }) => sourceFor(name) });
}

/** The engine logs operations and errors, which can hold personal data; the gateway logs what it needs itself. */
const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
