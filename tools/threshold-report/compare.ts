import type { ThresholdModel } from '../../subgraphs/mash/threshold/model/model';
import { weigh } from '../../subgraphs/mash/threshold/weigh';
import { AGE_BANDS, type ReportedChild } from './cases';

/** Below this a number could point at somebody, so it is not printed. */
export const FEWEST = 5;

export interface Moves {
  readonly up: number;
  readonly down: number;
  readonly same: number;
}

/** Advice held against what people decided. A false alarm is advice above the decision, a miss is advice below it. */
export interface AgainstDecisions {
  readonly decided: number;
  readonly right: number;
  readonly falseAlarms: number;
  readonly misses: number;
}

export interface ModelFigures {
  readonly levels: readonly { readonly level: number; readonly name: string; readonly children: number }[];
  /** By rule, in the order of the model: children for whom it is met. */
  readonly rules: readonly { readonly id: string; readonly level: number; readonly fires: number }[];
  readonly against: AgainstDecisions;
}

export interface Comparison {
  readonly children: number;
  readonly moves: Moves;
  readonly old: ModelFigures;
  readonly next: ModelFigures;
  readonly byAge: readonly (readonly [string, Moves])[];
  readonly byEthnicity: readonly (readonly [string, Moves])[];
  /** By registry name of every agency that told something of the child. */
  readonly byAgency: readonly (readonly [string, Moves])[];
  /** Rules of the new model that are met for children who moved up, most often first. */
  readonly behindMoves: readonly (readonly [string, number])[];
}

interface Outcome {
  readonly child: ReportedChild;
  readonly old: { readonly level: number; readonly met: ReadonlySet<string> };
  readonly next: { readonly level: number; readonly met: ReadonlySet<string> };
}

/** Works every child out under both models. Levels of two models with different scales are compared as numbers, lowest first. */
export function compare(children: readonly ReportedChild[], old: ThresholdModel, next: ThresholdModel): Comparison {
  const outcomes = children.map((child): Outcome => ({ child, old: under(old, child), next: under(next, child) }));
  const groups = (keysOf: (child: ReportedChild) => readonly string[], order: readonly string[]) => {
    const keys = [...new Set(outcomes.flatMap(({ child }) => keysOf(child)))];
    const sorted = keys.sort((left, right) => order.indexOf(left) - order.indexOf(right) || (left < right ? -1 : 1));
    return sorted.map((key) => [key, movesOf(outcomes.filter(({ child }) => keysOf(child).includes(key)))] as const);
  };
  const rose = outcomes.filter((one) => one.next.level > one.old.level);
  return {
    children: children.length,
    moves: movesOf(outcomes),
    old: figuresOf(outcomes, old, (one) => one.old),
    next: figuresOf(outcomes, next, (one) => one.next),
    byAge: groups(({ age }) => [age], AGE_BANDS),
    byEthnicity: groups(({ ethnicity }) => [ethnicity], []),
    byAgency: groups(({ facts }) => [...new Set(facts.weighed.map(({ signal }) => signal.agency))], []),
    behindMoves: next.rules
      .map(({ id, level }) => [id, rose.filter((one) => one.next.met.has(id) && level > one.old.level).length] as const)
      .filter(([, count]) => count > 0)
      .sort(([, left], [, right]) => right - left),
  };
}

function under(model: ThresholdModel, { facts }: ReportedChild): { level: number; met: ReadonlySet<string> } {
  const { level, shown } = weigh(facts, model);
  return { level, met: new Set(shown.rules.filter(({ state }) => state === 'MET').map(({ id }) => id)) };
}

function movesOf(outcomes: readonly Outcome[]): Moves {
  const up = outcomes.filter(({ old, next }) => next.level > old.level).length;
  const down = outcomes.filter(({ old, next }) => next.level < old.level).length;
  return { up, down, same: outcomes.length - up - down };
}

function figuresOf(outcomes: readonly Outcome[], model: ThresholdModel, of: (one: Outcome) => Outcome['old']): ModelFigures {
  const decided = outcomes.filter(({ child }) => child.decided !== undefined);
  const count = (holds: (advice: number, level: number) => boolean): number =>
    decided.filter((one) => holds(of(one).level, one.child.decided ?? 0)).length;
  return {
    levels: model.levels.map(({ level, name }) => ({
      level,
      name,
      children: outcomes.filter((one) => of(one).level === level).length,
    })),
    rules: model.rules.map(({ id, level }) => ({ id, level, fires: outcomes.filter((one) => of(one).met.has(id)).length })),
    against: {
      decided: decided.length,
      right: count((advice, level) => advice === level),
      falseAlarms: count((advice, level) => advice > level),
      misses: count((advice, level) => advice < level),
    },
  };
}
