import { send } from './call';
import type { EngineError } from '../answer/completion-errors';
import { findObjects } from './find-objects';
import { copy, merge } from './merge';
import { listOf, type PathList } from '../path';
import type { RootStep } from '../plan/plan';
import { renamePath, rewrite } from './rewrite';
import type { Run } from './run';
import { type Fields, isFields } from '../values';

/** An object that stands for the root: the tree itself, or what a field of the type `Query` holds. */
interface Root {
  readonly object: Fields;
  readonly at: PathList;
}

/** Asks one subgraph from the root. */
export async function runRoot<C>(step: RootStep, run: Run<C>): Promise<void> {
  const roots = rootsOf(step, run);
  if (roots.length === 0) return;
  const { data, errors } = await send(step, {}, run);
  const placed = errors.map((error) =>
    error.path === undefined ? error : { ...error, path: renamePath(error.path, step.after) },
  );
  if (isFields(data)) for (const one of step.after) rewrite(data, one, run.supergraph);
  for (const { object, at } of roots) {
    const told = isFields(data) ? placed : withReasons(step, placed);
    run.errors.push(...told.map((error) => (error.path === undefined ? error : { ...error, path: [...at, ...error.path] })));
    // Two places must not share one answer: a later step may write into one of them alone.
    if (isFields(data)) merge(object, roots.length === 1 ? data : (copy(data) as Fields), run.supergraph);
    else for (const name of step.names) object[name] ??= null;
  }
  // One field that may not be null took the others with it.
  if (!isFields(data) && step.path === undefined && placed.every(({ path }) => path !== undefined))
    for (const name of untold(step, placed)) run.explained.push([name]);
}

function rootsOf<C>({ path }: RootStep, { data, supergraph }: Run<C>): Root[] {
  if (path === undefined) return [{ object: data, at: [] }];
  const roots: Root[] = [];
  findObjects(data, path, supergraph, (object, at) => roots.push({ object, at: listOf(at) }));
  return roots;
}

const untold = ({ names }: RootStep, errors: readonly EngineError[]): readonly string[] =>
  names.filter((name) => !errors.some(({ path }) => path?.[0] === name));

/** Without data, whatever is told of no field is the reason of each field of which nothing else is told. */
function withReasons(step: RootStep, errors: readonly EngineError[]): readonly EngineError[] {
  const whole = errors.find(({ path }) => path === undefined);
  const told = errors.filter(({ path }) => path !== undefined);
  return whole === undefined ? told : [...told, ...untold(step, told).map((name) => ({ ...whole, path: [name] }))];
}
