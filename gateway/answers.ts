import { type GraphQLSchema, parse } from 'graphql';
import { AnswerShape, isObject } from './answer-shape';
import { type DisclosureEntry, readDisclosures } from './ledger';

/** What a subgraph is asked: one GraphQL operation, as the engine planned it. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An answer as far as it is believed. Of an entity fetch every object is there, with every name asked for. */
export interface SubgraphAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly SubgraphError[];
  readonly disclosures: readonly DisclosureEntry[];
}

/** Parts of an error that we have a use for; whatever else a subgraph puts there stays behind. */
const KEPT = ['code', 'agency', 'category', 'rule', 'tell', 'incident'] as const;

/** Operations whose shape is kept ready. The engine's plans repeat; a client that varies its operations costs a parse each. */
const MOST_SHAPES = 2_000;

/** Reads what subgraphs say. They are not trusted: an answer that is not one to what was asked is no answer (security 9). */
export class AnswerReader {
  private readonly shapes = new Map<string, AnswerShape>();

  /** @param supergraph with its hidden fields */
  constructor(private readonly supergraph: GraphQLSchema) {}

  shapeOf(query: string): AnswerShape {
    const known = this.shapes.get(query);
    if (known !== undefined) return known;
    if (this.shapes.size >= MOST_SHAPES) this.shapes.clear();
    const shape = new AnswerShape(this.supergraph, parse(query, { noLocation: true }));
    this.shapes.set(query, shape);
    return shape;
  }

  /** @returns undefined for anything that is not an answer to this request */
  read(text: string, request: SubgraphRequest): SubgraphAnswer | undefined {
    const parsed = parseJson(text);
    if (!isObject(parsed)) return undefined;
    const { data = null, errors = [], extensions = {} } = parsed;
    if (!Array.isArray(errors) || !errors.every(isError) || !isObject(extensions)) return undefined;
    // Data without the list of what was disclosed could not be told to the ledger, and so not be released.
    const disclosures = readDisclosures(extensions.disclosures ?? (data === null ? [] : undefined));
    if (disclosures === undefined) return undefined;
    const sent = representationsOf(request);
    // Without data the engine would leave out whatever depends on it; the caller answers with explicit nulls instead.
    if (data === null)
      return sent === undefined && errors.length > 0
        ? { data, errors: errors.map((error) => readError(error)), disclosures }
        : undefined;
    if (!isObject(data) || !this.shapeOf(request.query).fits(data, sent)) return undefined;
    return { data, errors: errors.map((error) => readError(error, sent?.length)), disclosures };
  }
}

/** What an entity fetch sends; undefined for any other operation. */
export function representationsOf({ variables }: SubgraphRequest): readonly { readonly __typename: string }[] | undefined {
  const representations = variables?.representations;
  return Array.isArray(representations) ? representations : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isError = (value: unknown): value is Record<string, unknown> => isObject(value) && typeof value.message === 'string';

/** @param entities how many objects the answer has, when it is one to an entity fetch: an error elsewhere stands nowhere */
function readError({ message, path, extensions }: Record<string, unknown>, entities?: number): SubgraphError {
  const kept = isObject(extensions)
    ? KEPT.flatMap((key) => (typeof extensions[key] === 'string' ? [[key, extensions[key]]] : []))
    : [];
  return {
    message: String(message),
    ...(isPath(path) && (entities === undefined || standsAt(path, entities)) ? { path } : {}),
    extensions: Object.fromEntries(kept),
  };
}

const isPath = (path: unknown): path is (string | number)[] =>
  Array.isArray(path) && path.every((part) => typeof part === 'string' || Number.isSafeInteger(part));

const standsAt = ([root, index]: readonly (string | number)[], entities: number): boolean =>
  root === '_entities' && typeof index === 'number' && index >= 0 && index < entities;
