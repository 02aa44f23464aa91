import type { SignalRule } from '../../../common/signal-rules';
import { londonDate } from '../../../common/time';
import { isChildOn, type PoliceFacts } from './facts';
import { atRow, within, YEAR } from './findings';

type Episode = PoliceFacts['missing'][number];

/** Department for Education, statutory guidance on missing children: three episodes in ninety days show a pattern. */
const PATTERN = { episodes: 3, days: 90 } as const;

const category = 'missing_episodes';
const reportedOn = (episode: Episode): string => londonDate(episode.reportedAt);
const at = (episode: Episode, lasts: number) => ({
  ...atRow(episode, reportedOn(episode), 'CONFIRMED' as const, lasts),
  event: `missing:${reportedOn(episode)}`,
});

/** Episodes of the last so many days while a child, newest first. */
const ofChild = ({ person, missing }: PoliceFacts, days: number, today: string): Episode[] =>
  within(missing, reportedOn, days, today).filter((episode) => isChildOn(person, reportedOn(episode)));

export const MISSING_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'missing_first',
    category,
    because: 'Reported missing in the last year, fewer than three times in ninety days.',
    find: (facts, today) => {
      const [latest] = ofChild(facts, YEAR, today);
      return latest !== undefined && ofChild(facts, PATTERN.days, today).length < PATTERN.episodes ? [at(latest, YEAR)] : [];
    },
  },
  {
    indicator: 'missing_regular',
    category,
    because: 'Reported missing three or more times in ninety days.',
    find: (facts, today) => {
      const recent = ofChild(facts, PATTERN.days, today);
      return recent[0] !== undefined && recent.length >= PATTERN.episodes ? [at(recent[0], PATTERN.days)] : [];
    },
  },
  {
    indicator: 'missing_repeated_at_danger',
    category,
    because: 'Missing three or more times in ninety days and graded high risk at least once; or graded high twice in six months.',
    find: (facts, today) => {
      const pattern = ofChild(facts, PATTERN.days, today);
      const high = ofChild(facts, 183, today).filter((episode) => episode.riskGrade === 'HIGH');
      const inPattern = pattern.length >= PATTERN.episodes ? pattern.find((episode) => episode.riskGrade === 'HIGH') : undefined;
      const found = inPattern ?? (high.length >= 2 ? high[0] : undefined);
      return found === undefined ? [] : [at(found, 183)];
    },
  },
];
