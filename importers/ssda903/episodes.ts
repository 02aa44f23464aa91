import { childOf } from './child';
import type { CareRowReader } from './row-reader';

/** An episode of care: a legal status and a placement, from one date to another. */
export const episodeRow: CareRowReader = (cells, children) => {
  const child = childOf(cells, children);
  const startedOn = cells.date('decom', { required: true });
  const legalStatus = cells.code('ls', 'lac.legal_status', { required: true });
  const endedOn = cells.date('dec');
  if (startedOn !== undefined && endedOn !== undefined && endedOn < startedOn) {
    cells.warn('dates-out-of-order', 'dec', 'The episode ended before it started', 'Check both dates');
  }
  const data = {
    startedOn: startedOn ?? '',
    startReason: cells.code('rne', 'lac.episode_start_reason'),
    legalStatus: legalStatus ?? '',
    need: cells.code('cin', 'cin.primary_need'),
    placementType: cells.code('place', 'lac.placement_type_2025_26'),
    placementProvider: cells.code('place_provider', 'lac.placement_provider'),
    endedOn,
    endReason: cells.code('rec', 'lac.episode_end_reason'),
    placementChangeReason: cells.code('reason_place_change', 'lac.placement_change_reason'),
    homePostcode: cells.postcode('home_post'),
    placementPostcode: cells.postcode('pl_post'),
    urn: cells.text('urn'),
  };
  return cells.result([{ kind: 'care-episode', key: `${child}|${startedOn}`, person: child, data }]);
};
