import { type DocumentNode, GraphQLError, type OperationDefinitionNode, parse, print } from 'graphql';
import { Bounded } from './bounded';
import { Answer } from './answer/complete';
import type { EngineError } from './answer/completion-errors';
import type { Variables } from './operation/conditions';
import { DataKeys } from './operation/data-keys';
import { introspect } from './operation/introspection';
import { introspectionKey, type Shaping } from './operation/selection';
import { oneByOne } from './operation/one-by-one';
import { coerced, type Operation, readOperation } from './operation/operation';
import type { Step } from './plan/plan';
import { PlanRefused } from './plan/plan-json';
import { NotPlanned, Planner, type PlannerOptions, UNHURRIED_MS } from './planner/planner';
import { forPlanner } from './operation/planner-document';
import { readPlan } from './plan/read-plan';
import { type Run, runStep } from './run/run';
import type { SourceFor, SubgraphSource } from './source';
import { readSupergraph, type Supergraph } from './supergraph/supergraph';
import type { Fields } from './values';
import { byPlannedName } from './operation/variable-names';

/** One request, parsed and validated already. */
export interface Request<C> {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The same for the same text and operation name, and for no other. */
  readonly key: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: C;
}

export interface Result {
  /** Undefined when the request was refused before anything was asked. */
  readonly data?: Fields | null;
  readonly errors?: readonly GraphQLError[];
}

/** What is known of one operation under one setting of its conditions. */
interface Variant {
  /** One after the other; none when no subgraph needs to be asked. */
  readonly steps: readonly Step[];
  readonly answer: Answer;
}

interface Prepared {
  readonly operation: Operation;
  /** How long its text is. */
  readonly weight: number;
}

/**
 * What is kept of clients' operations, by the length of their texts; each character takes some hundred bytes of memory. What was
 * used least lately goes first; plans made beforehand stay.
 */
const MOST_TEXT = 1_000_000;
/** What a plan, or the shape of an answer, counts at least: fragments make much of a short text. */
const LEAST_EXPANDED = 5_000;

/** Settings of one operation's conditions that are planned beforehand. */
const MOST_SETTINGS = 32;

/** Everything that answers operations over one supergraph. */
export class Executor<C> {
  readonly supergraph: Supergraph;
  readonly planner: Planner;
  readonly #sources: ReadonlyMap<string, SubgraphSource<C>>;
  readonly #operations = new Bounded<Prepared>(MOST_TEXT);
  /** By operation and setting of its conditions: n conditions have 2^n. */
  readonly #variants = new Bounded<Promise<Variant>>(MOST_TEXT);
  /** By what the planner was shown: operations that differ in their aliases have one plan. */
  readonly #plans = new Bounded<Promise<Step | undefined>>(MOST_TEXT);
  /** Plans made beforehand, which are never forgotten. */
  readonly #kept = new Map<string, Promise<Step | undefined>>();

  /** @throws SupergraphRefused; Error when `sourceFor` knows no way to one of its subgraphs */
  constructor(sdl: string, sourceFor: SourceFor<C>, planner?: PlannerOptions) {
    this.supergraph = readSupergraph(sdl);
    this.#sources = new Map([...new Set(this.supergraph.services.values())].map((name) => [name, sourceFor(name, sdl)]));
    this.planner = new Planner(this.supergraph.planned, planner);
  }

  /** @throws PlatformNotSupported, PlannerNotStarted */
  start(): Promise<void> {
    return this.planner.start();
  }

  close(): void {
    this.planner.close();
  }

  /** Plans an operation before anybody asks it, under the settings of its conditions. @throws NotPlanned, GraphQLError */
  async prepare(text: string): Promise<void> {
    const document = parse(text, { noLocation: true });
    for (const definition of document.definitions) {
      if (definition.kind !== 'OperationDefinition') continue;
      const operation = readOperation(document, definition, this.supergraph.schema);
      const settings = Math.min(MOST_SETTINGS, 2 ** operation.conditions.length);
      for (let setting = 0; setting < settings; setting += 1) {
        const variables = Object.fromEntries(operation.conditions.map((name, bit) => [name, (setting & (1 << bit)) !== 0]));
        for (const shown of shownOf(definition, this.#shaping(operation, variables))) {
          const planned = this.#planned(shown, UNHURRIED_MS);
          await planned.catch((error: Error) => {
            // Whoever prepares many must know which.
            error.message = `${definition.name?.value ?? 'An operation without a name'}: ${error.message}`;
            throw error;
          });
          this.#kept.set(print(shown), planned);
        }
      }
    }
  }

  /** Never rejects: whatever goes wrong is an error of the answer. */
  async execute(request: Request<C>): Promise<Result> {
    const { schema } = this.supergraph;
    try {
      const { operation, weight } = this.#prepared(request);
      const given = coerced(schema, operation.definition, request.variables);
      if ('errors' in given) return { errors: given.errors };
      const variant = await this.#variant(request.key, operation, weight, given.variables);
      return await this.#answer(operation, variant, given.variables, request.context);
    } catch (error) {
      return { errors: [refusalOf(error)] };
    }
  }

  #prepared({ key, document, operation }: Request<C>): Prepared {
    const known = this.#operations.get(key);
    if (known !== undefined) return known;
    const read = readOperation(document, operation, this.supergraph.schema);
    const prepared = { operation: read, weight: document.loc?.end ?? print(document).length };
    this.#operations.set(key, prepared, prepared.weight);
    return prepared;
  }

  #variant(key: string, operation: Operation, weight: number, variables: Variables): Promise<Variant> {
    const setting = `${operation.conditions.map((name) => (variables[name] === true ? '1' : '0')).join('')} ${key}`;
    const known = this.#variants.get(setting);
    if (known !== undefined) return known;
    const made = this.#makeVariant(operation, variables);
    this.#variants.set(setting, made, Math.max(LEAST_EXPANDED, weight));
    made.catch(() => this.#variants.delete(setting, made));
    return made;
  }

  #shaping({ fragments }: Operation, variables: Variables): Shaping {
    return { supergraph: this.supergraph, fragments, variables, keys: new DataKeys() };
  }

  async #makeVariant(operation: Operation, variables: Variables): Promise<Variant> {
    const { definition } = operation;
    const shaping = this.#shaping(operation, variables);
    const planned = await Promise.all(shownOf(definition, shaping).map((shown) => this.#planned(shown)));
    const steps = planned.filter((step) => step !== undefined);
    const root = this.supergraph.schema.getRootType(definition.operation);
    if (!root) throw new GraphQLError('There is no such kind of operation here', { extensions: { code: 'BAD_REQUEST' } });
    return { steps, answer: new Answer(shaping, definition.selectionSet, root) };
  }

  #planned(shown: DocumentNode, deadlineMs?: number): Promise<Step | undefined> {
    const text = print(shown);
    const known = this.#kept.get(text) ?? this.#plans.get(text);
    if (known !== undefined) return known;
    const made = this.planner.plan(shown, deadlineMs).then((plan) => readPlan(plan, shown, this.supergraph));
    this.#plans.set(text, made, Math.max(LEAST_EXPANDED, text.length));
    made.catch(() => this.#plans.delete(text, made));
    return made;
  }

  async #answer(operation: Operation, { steps, answer }: Variant, variables: Variables, context: C): Promise<Result> {
    const { supergraph } = this;
    const known = { supergraph, sources: this.#sources, context, variables: byPlannedName(variables) };
    const run: Run<C> = { ...known, data: {}, errors: [], explained: [] };
    for (const step of steps) {
      // Nothing more is changed once there can be no answer.
      if (answer.isLost(run.data)) break;
      await runStep(step, run);
    }
    if (operation.introspection !== undefined) {
      const { definition, introspection } = operation;
      const found = await introspect(supergraph.schema, introspection, definition.name?.value, variables);
      for (const name of Object.keys(found)) run.data[introspectionKey(name)] = found[name];
    }
    const errors = distinct(run.errors.map((error) => inClientsNames(error, answer, run.data)));
    const data = answer.complete(run.data, errors, run.explained);
    return { data, ...(errors.length > 0 ? { errors: errors.map(toGraphQL) } : {}) };
  }
}

/** What the planner is shown of an operation: nothing when nobody needs to be asked. */
const shownOf = (definition: OperationDefinitionNode, shaping: Shaping): readonly DocumentNode[] =>
  oneByOne(definition, shaping).flatMap((part) => forPlanner(part, shaping) ?? []);

const inClientsNames = ({ message, path, extensions, missing }: EngineError, answer: Answer, tree: Fields): EngineError => ({
  message,
  ...(path === undefined ? {} : { path: answer.placeOf(path, tree, missing) }),
  extensions,
});

/** Two steps may fail at one object for one reason: its client is told once. */
function distinct(errors: readonly EngineError[]): EngineError[] {
  const told = new Set<string>();
  return errors.filter(({ path, extensions }) => {
    if (path === undefined || extensions['code'] !== 'AGENCY_UNAVAILABLE') return true;
    const place = `${String(extensions['agency'])} ${JSON.stringify(path)}`;
    const isNew = !told.has(place);
    told.add(place);
    return isNew;
  });
}

const toGraphQL = ({ message, path, extensions }: EngineError): GraphQLError => new GraphQLError(message, { path, extensions });

function refusalOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof NotPlanned) {
    const status = error.code === 'OPERATION_NOT_PLANNABLE' ? 400 : 503;
    return new GraphQLError(error.message, { extensions: { code: error.code, http: { status } } });
  }
  if (error instanceof PlanRefused) {
    return new GraphQLError('This operation cannot be planned', {
      extensions: { code: 'OPERATION_NOT_PLANNABLE', http: { status: 400 } },
    });
  }
  return new GraphQLError('Something went wrong', { extensions: { code: 'INTERNAL' } });
}
