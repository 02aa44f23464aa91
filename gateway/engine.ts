import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { Executor } from './engine/executor';
import type { PlannerOptions } from './engine/planner/planner';
import type { SourceFor } from './engine/source';

/**
 * The seam between the hub and whatever plans and runs federated operations (design D9). Nothing outside this file knows
 * which engine it is; the supergraph is plain Federation 2.
 */
type Gateway<C extends object> = ApolloServerOptionsWithGateway<C>['gateway'];
type Listener = Parameters<Gateway<object>['onSchemaLoadOrUpdate']>[0];
type GatewayExecutor = NonNullable<Awaited<ReturnType<Gateway<object>['load']>>['executor']>;

export interface EngineOptions {
  readonly planner?: PlannerOptions;
}

/** A request that was validated against a supergraph may reach its executor this much later; no request lives longer. */
const RETIRED_AFTER_MS = 60_000;

/** An executor for `@apollo/server`, which keeps the HTTP side: `new ApolloServer({ gateway: createEngine(...) })`. */
export class Engine<C extends object> implements Gateway<C> {
  readonly #listeners = new Set<Listener>();
  /** By the schema against which Apollo validated: a request is answered over the supergraph that it was validated for. */
  readonly #executors = new Map<GraphQLSchema, Executor<C>>();
  readonly #prepared = new Set<string>();
  #current: Executor<C>;
  #isStarted = false;

  /** @throws SupergraphRefused naming what is not understood */
  constructor(
    supergraphSdl: string,
    private readonly sourceFor: SourceFor<C>,
    private readonly options: EngineOptions = {},
  ) {
    this.#current = this.#executorFor(supergraphSdl);
  }

  onSchemaLoadOrUpdate(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @throws PlatformNotSupported, PlannerNotStarted */
  async load(): Promise<{ executor: GatewayExecutor }> {
    await this.#start(this.#current);
    this.#isStarted = true;
    this.#announce();
    return { executor: (request) => this.#execute(request) };
  }

  /**
   * Takes another supergraph. Requests under way are answered over the one that they came for; nothing is dropped.
   *
   * @throws SupergraphRefused, PlannerNotStarted, NotPlanned: then the one before stays
   */
  async reload(supergraphSdl: string): Promise<void> {
    const next = this.#executorFor(supergraphSdl);
    try {
      await this.#start(next);
    } catch (error) {
      next.close();
      throw error;
    }
    const before = this.#current;
    this.#current = next;
    this.#announce();
    setTimeout(() => this.#retire(before), RETIRED_AFTER_MS).unref();
  }

  /**
   * Plans operations beforehand, and again for every supergraph to come; their plans are never forgotten.
   *
   * @param documents valid texts; every operation in each is planned
   * @throws NotPlanned, GraphQLError for the first that cannot be
   */
  async prepare(documents: readonly string[]): Promise<void> {
    for (const text of documents) {
      this.#prepared.add(text);
      if (this.#isStarted) await this.#current.prepare(text);
    }
  }

  async stop(): Promise<void> {
    for (const executor of [this.#current, ...this.#executors.values()]) executor.close();
  }

  /** What clients see of the supergraph that is taken now. */
  get publicSchema(): GraphQLSchema {
    return this.#current.supergraph.schema;
  }

  /** The process that plans now; undefined while there is none. */
  get plannerPid(): number | undefined {
    return this.#current.planner.pid;
  }

  #executorFor(sdl: string): Executor<C> {
    return new Executor<C>(sdl, this.sourceFor, this.options.planner);
  }

  async #start(executor: Executor<C>): Promise<void> {
    await executor.start();
    for (const text of this.#prepared) await executor.prepare(text);
  }

  #announce(): void {
    const { schema, sdl } = this.#current.supergraph;
    this.#executors.set(schema, this.#current);
    for (const listener of this.#listeners) listener({ apiSchema: schema, coreSupergraphSdl: sdl });
  }

  #retire(executor: Executor<C>): void {
    this.#executors.delete(executor.supergraph.schema);
    executor.close();
  }

  async #execute({ schema, document, operation, operationName, queryHash, request, context }: Parameters<GatewayExecutor>[0]) {
    const executor = this.#executors.get(schema) ?? this.#current;
    return executor.execute({
      document,
      operation,
      key: `${queryHash} ${operationName ?? ''}`,
      variables: request.variables ?? {},
      context: context as C,
    });
  }
}

export function createEngine<C extends object>(
  supergraphSdl: string,
  sourceFor: SourceFor<C>,
  options?: EngineOptions,
): Engine<C> {
  return new Engine(supergraphSdl, sourceFor, options);
}
