import { digestOf } from './digest';
import { type Evaluation, evaluate } from './evaluate';
import type { Weighed } from './evidence-for';
import { standsOn, type TellingSignal, type ThresholdFacts } from './facts';
import type { ThresholdModel } from './model/model';

/** What one viewer's assessment is made of. */
export interface AssessmentFacts extends Omit<ThresholdFacts, 'signals'> {
  readonly weighed: readonly Weighed<TellingSignal>[];
}

export interface Weighing {
  readonly level: number;
  readonly couldReach: number;
  readonly complete: boolean;
  readonly digest: string;
  /** Worked out without what may only move the level: all that is shown beside level, couldReach and complete comes from here. */
  readonly shown: Evaluation;
  /** Evidence that this viewer may read. */
  readonly listed: ReadonlySet<TellingSignal>;
}

/**
 * One viewer's level. It weighs everything that may influence this viewer; the digest is worked out without what may only move
 * the level, so that it tells the level alone.
 */
export function weigh(facts: AssessmentFacts, model: ThresholdModel): Weighing {
  const { weighed, ...known } = facts;
  const open = weighed.filter(({ influence }) => influence !== 'LEVEL_ONLY');
  const shown = evaluate(model, { ...known, signals: open.map(({ signal }) => signal) });
  const whole =
    open.length === weighed.length ? shown : evaluate(model, { ...known, signals: weighed.map(({ signal }) => signal) });
  const { level, couldReach, complete } = whole;
  const { silences, judgements } = facts;
  return {
    ...{ level, couldReach, complete, shown },
    digest:
      shown === whole ? shown.digest : digestOf(model, { level, couldReach, evidence: shown.weighed, silences, judgements }),
    listed: new Set(
      weighed
        .filter(({ influence, signal }) => influence === 'CONTENT' && standsOn(signal, facts.today))
        .map(({ signal }) => signal),
    ),
  };
}
