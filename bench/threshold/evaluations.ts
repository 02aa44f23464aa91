import { evaluate } from '../../subgraphs/mash/threshold/evaluate';
import type { TellingSignal, ThresholdFacts } from '../../subgraphs/mash/threshold/facts';
import type { ThresholdModel } from '../../subgraphs/mash/threshold/model/model';

/** What is told of a child of the demonstration borough with an open case: ten signals of four agencies, two of an adult. */
const TOLD = [
  ['missing_first', 'police', 'SUBJECT'],
  ['da_incidents_between_carers', 'police', 'SUBJECT'],
  ['violent_history_adult', 'police', 'HOUSEHOLD_ADULT'],
  ['was_not_brought_repeated', 'health', 'SUBJECT'],
  ['immunisations_checks_overdue', 'health', 'SUBJECT'],
  ['ae_attendance_frequent', 'health', 'SUBJECT'],
  ['attendance_persistent', 'education', 'SUBJECT'],
  ['sen_support', 'education', 'SUBJECT'],
  ['neglect_possible', 'social-care', 'SUBJECT'],
  ['parent_health_affects_child', 'social-care', 'HOUSEHOLD_ADULT'],
] as const;

/** Facts of the n-th typical child; no two have a record in common, and nothing of one can be kept for the next. */
export function typicalChild(n: number): ThresholdFacts {
  const signals = TOLD.map(([indicator, agency, relation], index): TellingSignal => {
    const day = `2026-${String(1 + ((n + index) % 9)).padStart(2, '0')}-${String(1 + ((n * 7 + index) % 28)).padStart(2, '0')}`;
    return {
      ...{
        indicator,
        agency,
        relation,
        observedOn: day,
        recordedOn: day,
        confidence: 'CREDIBLE',
        category: 'any',
        disputed: false,
      },
      ...{ source: `00000000-0000-4000-8000-${String(n * 16 + index).padStart(12, '0')}`, expires: '2027-11-22' },
    };
  });
  return {
    today: '2026-11-22',
    child: { unborn: false, dateOfBirth: '2018-03-04' },
    household: { adults: 2, children: 1 },
    ...{ signals, silences: [], judgements: {} },
  };
}

/** Evaluations in a second: rule by rule, evidence, what is missing and the digest; nothing is read or written. */
export function evaluationsPerSecond(model: ThresholdModel, forMs: number): number {
  const children = Array.from({ length: 2_000 }, (_, index) => typicalChild(index));
  let done = 0;
  const started = performance.now();
  while (performance.now() - started < forMs) {
    // The clock is read once in a hundred.
    for (let index = 0; index < 100; index += 1) evaluate(model, children[(done + index) % children.length] as ThresholdFacts);
    done += 100;
  }
  return (done * 1_000) / (performance.now() - started);
}
