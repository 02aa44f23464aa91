import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type DocumentNode, parse, validate } from 'graphql';
import { Executor, type Result } from '../../../../../gateway/engine/executor';
import type { PlannerOptions } from '../../../../../gateway/engine/planner/planner';
import type { SourceAnswer, SourceRequest, SubgraphSource } from '../../../../../gateway/engine/source';
import { localSource } from '../../../../support/local-source';
import { supergraphOf } from './world-graphs';

/** A subgraph of a case: its text without the link, and what resolves it. */
export interface Part {
  readonly sdl: string;
  readonly resolvers?: GraphQLResolverMap<unknown>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires", "@external",
  "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag"])\n`;

/** What a test puts in the place of a subgraph's answer; undefined lets the subgraph answer. */
export type Instead = (service: string, request: SourceRequest) => unknown;

export interface Answered {
  readonly data: unknown;
  readonly errors: readonly { readonly path: string; readonly code: unknown; readonly message: string }[];
  /** As it was written, so that the order of names shows. */
  readonly text: string;
}

/** A small federation over the engine with its real planner; every call that it makes is kept. */
export class Federated {
  readonly executor: Executor<object>;
  readonly calls: { readonly service: string; readonly request: SourceRequest }[] = [];
  instead: Instead = () => undefined;

  private constructor(
    readonly sdl: string,
    sources: ReadonlyMap<string, SubgraphSource<object>>,
    planner: PlannerOptions,
  ) {
    this.executor = new Executor<object>(
      sdl,
      (service) => ({
        process: async (call) => {
          this.calls.push({ service, request: structuredClone(call.request) });
          const instead = await this.instead(service, call.request);
          return (instead ?? (await sources.get(service)?.process(call))) as SourceAnswer;
        },
      }),
      planner,
    );
  }

  static async of(parts: Readonly<Record<string, Part>>, planner: PlannerOptions = {}): Promise<Federated> {
    const texts = Object.fromEntries(Object.entries(parts).map(([name, { sdl }]) => [name, LINK + sdl]));
    const sources = new Map(
      Object.entries(parts).map(([name, { resolvers = {} }]) => [
        name,
        localSource(buildSubgraphSchema([{ typeDefs: parse(texts[name] ?? ''), resolvers }])),
      ]),
    );
    const federated = new Federated(supergraphOf(texts), sources, planner);
    await federated.executor.start();
    return federated;
  }

  /** @throws Error for an operation that is not valid: the engine is only given valid ones */
  async ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    const document = parse(query);
    const [problem] = validate(this.executor.supergraph.schema, document);
    if (problem !== undefined) throw problem;
    return answered(
      await this.executor.execute({ document, operation: operationOf(document), key: query, variables, context: {} }),
    );
  }

  close(): void {
    this.executor.close();
  }
}

function answered({ data, errors = [] }: Result): Answered {
  const plain = errors.map((error) => ({
    path: error.path?.join('.') ?? '',
    code: error.extensions['code'],
    message: error.message,
  }));
  const text = JSON.stringify(data);
  return { data: data === undefined ? undefined : JSON.parse(text), errors: plain, text };
}

function operationOf({ definitions }: DocumentNode) {
  const operation = definitions.find((one) => one.kind === 'OperationDefinition');
  if (operation?.kind !== 'OperationDefinition') throw new Error('There is no operation');
  return operation;
}
