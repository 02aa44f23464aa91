import type { ChronologyEntry } from '../../common/agency/definition';
import { label } from '../../common/codes';
import type { CareEpisode } from './records/care-episode';
import type { AdoptionPlacement, CareReview, MissingFromCare } from './records/in-care';
import { entry } from './chronology-entry';
import { isShortBreak } from './vocabulary';

/** New episodes that bring a change of legal status, and those that bring a change of placement (SSDA903, reason for new episode). */
const LEGAL_CHANGE: ReadonlySet<string> = new Set(['L', 'B', 'U']);
const PLACEMENT_CHANGE: ReadonlySet<string> = new Set(['P', 'T', 'B', 'U']);

/** An episode ends for one that starts the same day. */
const GOES_ON = 'X1';

/**
 * The start of care, changes of legal status and of placement, and the end of care. How care ended is not said here, since it
 * can show that a child was adopted; nor is where a placement is.
 */
export function episodeEntries(episode: CareEpisode): ChronologyEntry[] {
  const { startedOn, endedOn, startReason, legalStatus, endReason } = episode;
  const status = label('lac.legal_status', legalStatus) ?? legalStatus;
  if (isShortBreak(legalStatus))
    return [entry(episode, startedOn, 'care-episode', 'care_episodes', 'Short break in care', 'ROUTINE')];
  const entries: ChronologyEntry[] = [];
  if (startReason === null || startReason === 'S') {
    entries.push(entry(episode, startedOn, 'care-episode', 'care_episodes', `Became looked after: ${status}`, 'SIGNIFICANT'));
  }
  if (LEGAL_CHANGE.has(startReason ?? '')) {
    entries.push(entry(episode, startedOn, 'care-episode', 'care_episodes', `Legal status changed: ${status}`, 'SIGNIFICANT'));
  }
  if (PLACEMENT_CHANGE.has(startReason ?? '')) {
    entries.push(entry(episode, startedOn, 'care-episode', 'placements', 'Placement changed', 'NOTABLE'));
  }
  if (endedOn !== null && endReason !== null && endReason !== GOES_ON) {
    entries.push(entry(episode, endedOn, 'care-episode', 'care_episodes', 'Stopped being looked after', 'SIGNIFICANT'));
  }
  return entries;
}

export function careReviewEntry(review: CareReview): ChronologyEntry {
  const isUnheard = review.childHeard === false;
  const headline = isUnheard ? 'Looked-after review; the child was not heard' : 'Looked-after review';
  return entry(review, review.on, 'care-review', 'care_reviews', headline, isUnheard ? 'NOTABLE' : 'ROUTINE');
}

export function missingEntry(episode: MissingFromCare): ChronologyEntry {
  const what = episode.type === 'M' ? 'Missing from care' : 'Away from placement without authorisation';
  const headline = episode.to === null ? `${what}, no return recorded` : what;
  return entry(
    episode,
    episode.from,
    'missing-from-care',
    'missing_from_care',
    headline,
    episode.type === 'M' ? 'SIGNIFICANT' : 'NOTABLE',
  );
}

export function adoptionEntries(placement: AdoptionPlacement): ChronologyEntry[] {
  const placed = entry(placement, placement.placedOn, 'adoption-placement', 'adoption', 'Placed for adoption', 'SIGNIFICANT');
  if (placement.ceasedOn === null) return [placed];
  return [
    placed,
    entry(placement, placement.ceasedOn, 'adoption-placement', 'adoption', 'Placement for adoption ended', 'SIGNIFICANT'),
  ];
}
