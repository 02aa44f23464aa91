import { type GraphQLSchema, parse } from 'graphql';
import { isObject } from './answer-checks';
import { AnswerShape } from './answer-shape';
import { Bounded } from './engine/bounded';
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

/** An answer as far as it is believed. Of an entity fetch every object is there or null, with every name asked for. */
export interface SubgraphAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Names in `data` of the lists of objects that an entity fetch asked about. */
  readonly entities: readonly string[];
  readonly errors: readonly SubgraphError[];
  readonly disclosures: readonly DisclosureEntry[];
}

/** Parts of an error that we have a use for; whatever else a subgraph puts there stays behind. */
const KEPT = ['code', 'agency', 'category', 'rule', 'tell', 'incident'] as const;

/** More errors than an answer about hundreds of people can have; each costs the gateway more than it costs whoever sends it. */
const MOST_ERRORS = 10_000;
/** No place of any answer is so deep. */
const DEEPEST = 100;
/** Text of the operations whose shapes are kept ready. Plans repeat; a client that varies its operations costs a parse each. */
const MOST_TEXT = 2_000_000;

/** Reads what subgraphs say. They are not trusted: an answer that is not one to what was asked is no answer (security 9). */
export class AnswerReader {
  private readonly shapes = new Bounded<AnswerShape>(MOST_TEXT);

  /** @param supergraph with its hidden fields */
  constructor(private readonly supergraph: GraphQLSchema) {}

  shapeOf(query: string): AnswerShape {
    const known = this.shapes.get(query);
    if (known !== undefined) return known;
    const shape = new AnswerShape(this.supergraph, parse(query, { noLocation: true }));
    this.shapes.set(query, shape, query.length);
    return shape;
  }

  /** @returns undefined for anything that is not an answer to this request */
  read(text: string, request: SubgraphRequest): SubgraphAnswer | undefined {
    const parsed = parseJson(text);
    if (!isObject(parsed)) return undefined;
    const { data = null, errors = [], extensions = {} } = parsed;
    if (!Array.isArray(errors) || errors.length > MOST_ERRORS || !errors.every(isError) || !isObject(extensions))
      return undefined;
    // Data without the list of what was disclosed could not be told to the ledger, and so not be released.
    const disclosures = readDisclosures(extensions.disclosures ?? (data === null ? [] : undefined));
    if (disclosures === undefined) return undefined;
    const shape = this.shapeOf(request.query);
    const lists = shape.entityLists(request.variables);
    // Errors alone are an answer to a root operation; of people who were asked about, each must be answered for.
    if (data === null ? lists.size > 0 || errors.length === 0 : !isObject(data) || !shape.fits(data, request.variables))
      return undefined;
    const read = errors.map((error) => readError(error, lists));
    return { data: data as SubgraphAnswer['data'], entities: [...lists.keys()], errors: read, disclosures };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isError = (value: unknown): value is Record<string, unknown> => isObject(value) && typeof value.message === 'string';

/** @param lists what an entity fetch was sent, by name of the list: an error elsewhere stands nowhere */
function readError(
  { message, path, extensions }: Record<string, unknown>,
  lists: ReadonlyMap<string, readonly unknown[]>,
): SubgraphError {
  const kept = isObject(extensions)
    ? KEPT.flatMap((key) => (typeof extensions[key] === 'string' ? [[key, extensions[key]]] : []))
    : [];
  return {
    message: String(message),
    ...(isPath(path) && (lists.size === 0 || standsAt(path, lists)) ? { path } : {}),
    extensions: Object.fromEntries(kept),
  };
}

const isPath = (path: unknown): path is (string | number)[] =>
  Array.isArray(path) && path.length <= DEEPEST && path.every((part) => typeof part === 'string' || Number.isSafeInteger(part));

function standsAt([root, index]: readonly (string | number)[], lists: ReadonlyMap<string, readonly unknown[]>): boolean {
  const list = typeof root === 'string' ? lists.get(root) : undefined;
  return list !== undefined && typeof index === 'number' && index >= 0 && index < list.length;
}
