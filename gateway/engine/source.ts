import type { PathList } from './path';

/** One operation for one subgraph, as planned. */
export interface SourceRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface SourceError {
  readonly message: string;
  readonly path?: PathList;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface SourceAnswer {
  readonly data?: unknown;
  readonly errors?: readonly SourceError[];
}

export interface SourceCall<C> {
  readonly request: SourceRequest;
  /** Of the client's request, as Apollo Server made it. */
  readonly context: C;
}

/**
 * The way to one subgraph. `data` must be the caller's to keep: the engine writes into it. Whoever rejects has no answer at all:
 * with a `SourceFailure` what clients are told of it is in its `extensions`, with anything else only that nobody answered.
 */
export interface SubgraphSource<C> {
  process(call: SourceCall<C>): Promise<SourceAnswer>;
}

/** The way to one subgraph by its name, for one supergraph. @throws Error when nobody knows a subgraph of that name */
export type SourceFor<C> = (graph: string, supergraphSdl: string) => SubgraphSource<C>;

/** A subgraph gave no usable answer. */
export class SourceFailure extends Error {
  constructor(
    message: string,
    readonly extensions: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.name = 'SourceFailure';
  }
}
