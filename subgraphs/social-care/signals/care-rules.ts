import type { Finding, SignalRule } from '../../../common/signal-rules';
import { isShortBreak } from '../vocabulary';
import type { EpisodeFact, SocialCareFacts } from './facts';
import { at, lasts, recent, recordedOn, YEAR } from './findings';

/** DfE, statutory guidance on missing children: three episodes in ninety days show a pattern. */
const PATTERN = { episodes: 3, days: 90 } as const;
/** DfE, placement stability: three or more placements in a year. */
const MANY_PLACEMENTS = 3;
/** Goodman's bands for carers' answers, as the DfE uses them: 17 and over is a cause for concern. */
const SDQ_CONCERN = 17;

const inCare = ({ episodes }: SocialCareFacts): EpisodeFact[] => episodes.filter(({ legalStatus }) => !isShortBreak(legalStatus));
const newest = (episodes: readonly EpisodeFact[]): EpisodeFact | undefined =>
  [...episodes].sort((a, b) => b.startedOn.localeCompare(a.startedOn))[0];

/** Episodes under a legal status that last today or began within a year. */
const under =
  (statuses: readonly string[], confidence: Finding['confidence']) =>
  ({ episodes }: SocialCareFacts): Finding[] =>
    episodes.filter(({ legalStatus }) => statuses.includes(legalStatus)).map((one) => at(one, one.startedOn, confidence, YEAR));

type Missing = SocialCareFacts['missing'][number];
const missingIn = ({ missing }: SocialCareFacts, days: number, today: string): Missing[] =>
  recent(
    missing.filter(({ type }) => type === 'M'),
    ({ from }) => from,
    days,
    today,
  );
/** The police record the same episode. */
const missingAt = (one: Missing, days: number): Finding => ({
  ...at(one, one.from, 'CONFIRMED', days),
  event: `missing:${one.from}`,
});

const outcome =
  (holds: (row: SocialCareFacts['outcomes'][number]) => boolean, confidence: Finding['confidence']) =>
  ({ outcomes }: SocialCareFacts): Finding[] =>
    outcomes.filter(holds).map((row) => at(row, recordedOn(row), confidence, YEAR));

export const CARE_RULES: readonly SignalRule<SocialCareFacts>[] = [
  {
    indicator: 'previously_looked_after',
    category: 'care_episodes',
    because: 'Looked after in the past and not today; short breaks do not count.',
    find: (facts, today) => {
      const episodes = inCare(facts);
      const last = newest(episodes);
      return last === undefined || episodes.some((one) => lasts(one, today))
        ? []
        : [at(last, last.endedOn ?? last.startedOn, 'CONFIRMED')];
    },
  },
  {
    indicator: 'unsafe_situations',
    category: 'care_episodes',
    because: 'In police protection or under an emergency protection order in the last year (Children Act 1989 s46, s44).',
    find: under(['L1', 'L2'], 'CREDIBLE'),
  },
  {
    indicator: 'offending_starting',
    category: 'care_episodes',
    because: 'Remanded to local authority or youth detention accommodation in the last year (J1); a remand is not a conviction.',
    find: under(['J1'], 'CREDIBLE'),
  },
  {
    indicator: 'offending_serious',
    category: 'care_episodes',
    because:
      'Under a youth rehabilitation order with residence or intensive fostering in the last year (J3): in place of custody.',
    find: under(['J3'], 'CONFIRMED'),
  },
  {
    indicator: 'frequent_moves',
    category: 'placements',
    because: 'Three placements or more in a year; a change of legal status alone is no move.',
    find: ({ episodes }, today) => {
      const moves = recent(
        episodes.filter(({ startReason }) => ['S', 'P', 'B'].includes(startReason ?? '')),
        ({ startedOn }) => startedOn,
        YEAR,
        today,
      );
      return moves[0] !== undefined && moves.length >= MANY_PLACEMENTS
        ? [at(moves[0], moves[0].startedOn, 'CONFIRMED', YEAR)]
        : [];
    },
  },
  {
    indicator: 'missing_first',
    category: 'missing_from_care',
    because:
      'Missing from care in the last year, fewer than three times in ninety days. Away with whereabouts known is not missing.',
    find: (facts, today) => {
      const [latest] = missingIn(facts, YEAR, today);
      return latest !== undefined && missingIn(facts, PATTERN.days, today).length < PATTERN.episodes
        ? [missingAt(latest, YEAR)]
        : [];
    },
  },
  {
    indicator: 'missing_regular',
    category: 'missing_from_care',
    because: 'Missing from care three times or more in ninety days.',
    find: (facts, today) => {
      const episodes = missingIn(facts, PATTERN.days, today);
      return episodes[0] !== undefined && episodes.length >= PATTERN.episodes ? [missingAt(episodes[0], PATTERN.days)] : [];
    },
  },
  {
    indicator: 'mental_health_low_level',
    category: 'care_outcomes',
    because: 'Strengths and difficulties score of 17 or over: a cause for concern.',
    find: outcome(({ sdqScore }) => sdqScore !== null && sdqScore >= SDQ_CONCERN, 'CREDIBLE'),
  },
  {
    indicator: 'substance_regular',
    category: 'care_outcomes',
    because: 'Identified in the year as having a substance misuse problem.',
    find: outcome(({ substanceMisuse }) => substanceMisuse === true, 'CONFIRMED'),
  },
  {
    indicator: 'offending_starting',
    category: 'care_outcomes',
    because: 'Convicted, or subject to a youth caution, in the year.',
    find: outcome(({ convicted }) => convicted === true, 'CONFIRMED'),
  },
  {
    indicator: 'immunisations_checks_overdue',
    category: 'care_outcomes',
    because: 'Immunisations, or the developmental checks of a child under five, were not up to date.',
    find: outcome(({ immunisations, healthCheck }) => immunisations === false || healthCheck === false, 'CONFIRMED'),
  },
];
