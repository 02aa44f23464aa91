import { childOf } from './child';
import type { CareRowReader } from './row-reader';

/** A looked-after review and how the child took part in it. */
export const reviewRow: CareRowReader = (cells, children) => {
  const child = childOf(cells, children);
  const on = cells.date('review', { required: true });
  const participation = cells.code('review_code', 'lac.review_participation', { required: true });
  const data = { on: on ?? '', participation: participation ?? '' };
  return cells.result([{ kind: 'care-review', key: `${child}|${on}`, person: child, data }]);
};

/** Missing or away without authorisation from a placement. */
export const missingRow: CareRowReader = (cells, children) => {
  const child = childOf(cells, children);
  const type = cells.choice('missing', { M: 'M', A: 'A' } as const, { required: true });
  const from = cells.date('mis_start', { required: true });
  const data = { type: type ?? 'M', from: from ?? '', to: cells.date('mis_end') } as const;
  return cells.result([{ kind: 'missing-from-care', key: `${child}|${from}`, person: child, data }]);
};

/** A year's outcomes (OC2); the strengths and difficulties score runs from 0 to 40. */
export const outcomesRow: CareRowReader = (cells, children) => {
  const child = childOf(cells, children);
  const data = {
    sdqScore: cells.count('sdq_score', { max: 40 }),
    sdqReason: cells.code('sdq_reason', 'lac.sdq_reason'),
    convicted: cells.flag('convicted'),
    healthCheck: cells.flag('health_check'),
    immunisations: cells.flag('immunisations'),
    dentalCheck: cells.flag('teeth_check'),
    healthAssessment: cells.flag('health_assessment'),
    substanceMisuse: cells.flag('substance_misuse'),
    interventionReceived: cells.flag('intervention_received'),
    interventionOffered: cells.flag('intervention_offered'),
  };
  return cells.result([{ kind: 'care-outcomes', key: `${child}`, person: child, data }]);
};

/** A placement for adoption. XXX is how a blank reason is written in the return's test sets and earlier years. */
export const adoptionRow: CareRowReader = (cells, children) => {
  const child = childOf(cells, children);
  const placedOn = cells.date('date_placed', { required: true });
  const ceasedReason =
    cells.text('reason_placed_ceased') === 'XXX' ? undefined : cells.code('reason_placed_ceased', 'lac.adoption_reversal');
  const data = { placedOn: placedOn ?? '', ceasedOn: cells.date('date_placed_ceased'), ceasedReason };
  return cells.result([{ kind: 'adoption-placement', key: `${child}|${placedOn}`, person: child, data }]);
};

/** An unaccompanied asylum-seeking child; the date the status ends is usually the eighteenth birthday, so it may lie ahead. */
export const unaccompaniedRow: CareRowReader = (cells, children) => {
  const child = childOf(cells, children);
  return cells.result([
    { kind: 'unaccompanied', key: `${child}`, person: child, data: { until: cells.date('duc', { future: true }) } },
  ]);
};

/** Who the child's social worker was, from when to when. */
export const socialWorkerRow: CareRowReader = (cells, children) => {
  const child = childOf(cells, children);
  const worker = cells.requiredText('sw_id', 'The social worker id');
  const from = cells.date('sw_decom', { required: true });
  const data = {
    worker: worker ?? '',
    from: from ?? '',
    to: cells.date('sw_dec'),
    changeReason: cells.code('sw_reason', 'sw.change_reason'),
  };
  return cells.result([{ kind: 'allocated-worker', key: `${child}|${from}`, person: child, data }]);
};
