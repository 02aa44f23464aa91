import { execute, type GraphQLFormattedError, type GraphQLSchema, parse } from 'graphql';
import { Executor } from '../../../../../gateway/engine/executor';
import { localSource } from '../../../../support/local-source';
import type { Asked } from './operations';
import { subgraphSchema, supergraphOf, wholeSchema } from './world-graphs';
import { SUBGRAPHS } from './world-sdl';

/** What a client sees of an answer that must not depend on who answered: data to the letter, and where which errors stand. */
export interface Seen {
  readonly data: string;
  readonly errors: readonly string[];
}

/** The borough twice: federated over the engine with its real planner, and whole under graphql-js. */
export class TwoWays {
  readonly whole: GraphQLSchema;
  readonly #executor: Executor<object>;

  constructor(supergraphSdl: string = supergraphOf()) {
    const sources = new Map(Object.entries(SUBGRAPHS).map(([name, sdl]) => [name, localSource(subgraphSchema(sdl))]));
    this.whole = wholeSchema(supergraphSdl);
    this.#executor = new Executor(supergraphSdl, (name) => sources.get(name) as ReturnType<typeof localSource>);
  }

  start(): Promise<void> {
    return this.#executor.start();
  }

  close(): void {
    this.#executor.close();
  }

  async byEngine({ query, variables }: Asked): Promise<Seen> {
    const document = parse(query);
    const [operation] = document.definitions;
    if (operation?.kind !== 'OperationDefinition') throw new Error('The operation comes first');
    return seen(await this.#executor.execute({ document, operation, key: query, variables, context: {} }));
  }

  async byGraphql({ query, variables }: Asked): Promise<Seen> {
    return seen(await execute({ schema: this.whole, document: parse(query), rootValue: {}, variableValues: variables }));
  }
}

function seen({
  data,
  errors = [],
}: {
  readonly data?: unknown;
  readonly errors?: readonly { toJSON(): GraphQLFormattedError }[];
}): Seen {
  // What is wrong by itself has no code under graphql-js, and one of the engine's here.
  const places = errors
    .map((error) => error.toJSON())
    .map(
      ({ path, extensions }) =>
        `${path?.join('.')} ${String(extensions?.['code'] ?? 'NONE').replace('INVALID_SUBGRAPH_ANSWER', 'NONE')}`,
    );
  return { data: JSON.stringify(data ?? null), errors: places.sort() };
}
