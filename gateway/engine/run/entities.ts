import { grouped } from '../../../common/grouped';
import { send, unavailable } from './call';
import type { EngineError } from '../answer/completion-errors';
import { findObjects } from './find-objects';
import { copy, merge } from './merge';
import { listOf, type Path } from '../path';
import type { EntitiesStep } from '../plan/plan';
import { hasKey, isAnother, represent } from './represent';
import { renamePath, rewrite } from './rewrite';
import type { Run } from './run';
import { SameRepresentations } from './same-representations';
import { isOfType } from '../supergraph/supergraph';
import { type Fields, isFields, own } from '../values';

/** An object of the tree that a fetch is to fill. */
interface Target {
  readonly object: Fields;
  readonly at: Path | undefined;
  /** Place of its representation among those sent. */
  readonly index: number;
  readonly typename: string;
}

/** What is sent, each different representation once, and the objects that it is sent for. */
interface Sending {
  readonly representations: readonly Fields[];
  readonly targets: readonly Target[];
}

/** Asks one subgraph about objects that other subgraphs gave, and fills them with what it answers. */
export async function runEntities<C>(step: EntitiesStep, run: Run<C>): Promise<void> {
  const sending = sendingOf(step, run);
  if (sending.targets.length === 0) return;
  const { data, errors } = await send(step, { representations: sending.representations }, run);
  const { length } = sending.representations;
  const isAbout = ({ path }: EngineError): boolean =>
    path?.[0] === '_entities' && Number(path[1]) >= 0 && Number(path[1]) < length;
  const answered = isFields(data) ? own(data, '_entities') : undefined;
  const whole = errors.filter((error) => !isAbout(error));
  const isTold = fillTargets(step, sending, Array.isArray(answered) ? answered : undefined, errors.filter(isAbout), whole, run);
  // What is about no object that was asked for is told of the whole answer, unless it was told of each object.
  if (!isTold) run.errors.push(...whole.map(({ message, extensions }) => ({ message, extensions })));
}

function sendingOf<C>(step: EntitiesStep, { supergraph, variables, data }: Run<C>): Sending {
  const targets: Target[] = [];
  const representations: Fields[] = [];
  const sent = new SameRepresentations(representations);
  const visit = (object: Fields, at: Path | undefined): void => {
    const typename = own(object, '__typename');
    if (typeof typename !== 'string') return;
    if (!step.required.some((one) => one.kind === 'field' || isOfType(supergraph, typename, one.on))) return;
    const { fields: representation, isBroken } = represent(step.required, object, supergraph, variables);
    for (const one of step.before) rewrite(representation, one, supergraph);
    const sentAs = representation['__typename'];
    if (typeof sentAs !== 'string') return;
    if (!hasKey(supergraph, step.service, representation)) {
      fillWithNull(step, object, sentAs);
      return;
    }
    // Whoever was to give it has said why; what is not asked for stays missing, which the client is told.
    if (isBroken) return;
    targets.push({ object, at, index: sent.add(representation), typename: sentAs });
  };
  for (const path of step.paths) findObjects(data, path, supergraph, visit);
  return { targets, representations };
}

/**
 * @param answered the list of objects; undefined when there is none
 * @param about errors with the place of their object in the list
 * @param whole errors that stand nowhere: why there is no list
 * @returns whether they were told of an object
 */
function fillTargets<C>(
  step: EntitiesStep,
  { targets, representations }: Sending,
  answered: readonly unknown[] | undefined,
  about: readonly EngineError[],
  whole: readonly EngineError[],
  { supergraph, errors: told, explained }: Run<C>,
): boolean {
  for (const one of step.after) rewrite(answered, one, supergraph);
  const byIndex = grouped(
    about,
    ({ path }) => String(path?.[1]),
    (error) => error,
  );
  const objects = answered?.length === representations.length ? answered : [];
  const used = new Set<number>();
  let isTold = false;
  for (const { object, at, index, typename } of targets) {
    const errors = byIndex.get(String(index)) ?? [];
    told.push(...errors.map((error) => placed(error, at, step, typename)));
    const value = objects[index];
    if (isFields(value) && !isAnother(supergraph, step.service, representations[index] as Fields, value)) {
      // One answer given to two objects must not be shared: a later step may write into one of them alone.
      merge(object, used.has(index) ? (copy(value) as Fields) : value, supergraph);
      used.add(index);
      continue;
    }
    fillWithNull(step, object, typename);
    if (value === null) {
      // One field that may not be null took the others with it.
      if (errors.length > 0) explained.push(...step.namesOf(typename).map((name) => [...listOf(at), name]));
      // Null without an error means that the subgraph knows no such object.
      if (errors.length > 0 || whole.length === 0) continue;
    }
    const [why = unavailable(step.service, 'BAD_ANSWER')] = whole;
    told.push({ message: why.message, extensions: why.extensions, path: listOf(at), missing: step.namesOf(typename) });
    isTold ||= whole.length > 0;
  }
  return isTold;
}

/** An error of an object as a whole stands at the object; any other in it, in the names of the tree. */
function placed(
  { message, path = [], extensions }: EngineError,
  at: Path | undefined,
  step: EntitiesStep,
  typename: string,
): EngineError {
  const inside = renamePath(path.slice(2), step.after);
  return {
    message,
    extensions,
    path: [...listOf(at), ...inside],
    ...(inside.length === 0 ? { missing: step.namesOf(typename) } : {}),
  };
}

/** What should have come is null, under the names it would have had. */
function fillWithNull(step: EntitiesStep, object: Fields, typename: string): void {
  for (const name of step.namesOf(typename)) if (own(object, name) === undefined) object[name] = null;
}
