import type { EngineError } from '../answer/completion-errors';
import type { Variables } from '../operation/conditions';
import { runEntities } from './entities';
import type { Step } from '../plan/plan';
import type { PathList } from '../path';
import { runRoot } from './root';
import type { SubgraphSource } from '../source';
import type { Supergraph } from '../supergraph/supergraph';
import type { Fields } from '../values';

/** One operation on its way: what the subgraphs have given so far, and what went wrong. */
export interface Run<C = unknown> {
  readonly supergraph: Supergraph;
  readonly sources: ReadonlyMap<string, SubgraphSource<C>>;
  readonly context: C;
  readonly variables: Variables;
  /** The tree, under the engine's own names. */
  readonly data: Fields;
  readonly errors: EngineError[];
  /** Places in the tree that are null because of an error that stands elsewhere. */
  readonly explained: PathList[];
}

/**
 * Runs a plan. A subgraph that fails leaves explicit nulls and one error for each object that it should have filled, and the steps
 * after it run all the same: a resolver whose field `@requires` something is told null rather than never asked, unless what it requires
 * promises a value.
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
