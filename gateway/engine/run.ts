import { send } from './call';
import type { EngineError } from './completion-errors';
import type { Variables } from './conditions';
import { runEntities } from './entities';
import { merge } from './merge';
import type { RootStep, Step } from './plan';
import { renamePath, rewrite } from './rewrite';
import type { SubgraphSource } from './source';
import type { Supergraph } from './supergraph';
import { type Fields, isFields } from './values';

/** One operation on its way: what the subgraphs have given so far, and what went wrong. */
export interface Run<C = unknown> {
  readonly supergraph: Supergraph;
  readonly sources: ReadonlyMap<string, SubgraphSource<C>>;
  readonly context: C;
  readonly variables: Variables;
  /** The tree, under the engine's own names. */
  readonly data: Fields;
  readonly errors: EngineError[];
  /** Names of the tree's root that are null because of an error that stands elsewhere. */
  readonly explained: Set<string>;
}

/**
 * Runs a plan. A subgraph that fails leaves explicit nulls and one error for each object that it should have filled, and the steps
 * after it run all the same: a resolver whose field `@requires` something is told null rather than never asked.
 */
export async function runStep<C>(step: Step, run: Run<C>): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const one of step.steps) await runStep(one, run);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((one) => runStep(one, run)));
      return;
    case 'condition': {
      const next = run.variables[step.variable] === true ? step.yes : step.no;
      if (next !== undefined) await runStep(next, run);
      return;
    }
    case 'root':
      return runRoot(step, run);
    case 'entities':
      return runEntities(step, run);
  }
}

async function runRoot<C>(step: RootStep, run: Run<C>): Promise<void> {
  const { data, errors } = await send(step, {}, run);
  const placed = errors.map((error) =>
    error.path === undefined ? error : { ...error, path: renamePath(error.path, step.after) },
  );
  if (isFields(data)) {
    for (const one of step.after) rewrite(data, one, run.supergraph);
    merge(run.data, data, run.supergraph);
    run.errors.push(...placed);
    return;
  }
  for (const name of step.names) run.data[name] ??= null;
  const [whole] = placed.filter(({ path }) => path === undefined);
  const told = placed.filter(({ path }) => path !== undefined);
  run.errors.push(...told);
  const untold = step.names.filter((name) => !told.some(({ path }) => path?.[0] === name));
  if (whole !== undefined) run.errors.push(...untold.map((name) => ({ ...whole, path: [name] })));
  // One field that may not be null took the others with it.
  else for (const name of untold) run.explained.add(name);
}
