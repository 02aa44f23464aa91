import { addDays } from '../../../../common/time';
import type { ThresholdFacts } from '../facts';
import type { JudgementRow } from './judgement-store';

/** The judgement of each carer that stands on that day: the latest of them, unless it is too old to say anything. */
export function standingJudgements(rows: readonly JudgementRow[], standsDays: number, today: string): JudgementRow[] {
  const since = addDays(today, -standsDays);
  const standing = rows.filter(({ judgedOn }) => judgedOn >= since && judgedOn <= today);
  return [...new Map(standing.map((row) => [row.carer, row])).values()];
}

/**
 * What the rules may know of the carers. Low as soon as one of them was judged low in either; not low only when everybody known
 * to care for the child was judged: of whom nobody judged, nothing can be told.
 *
 * @param carers hub ids of the adults who live with the child.
 * @param standing as `standingJudgements` gives it.
 */
export function judgedOf(carers: readonly string[], standing: readonly JudgementRow[]): ThresholdFacts['judgements'] {
  const about = standing.filter(({ carer }) => carers.includes(carer));
  if (about.some(({ motivation, capacity }) => motivation === 'LOW' || capacity === 'LOW')) {
    return { MOTIVATION_OR_CAPACITY_LOW: true };
  }
  const isEverybody = carers.length > 0 && carers.every((carer) => about.some((one) => one.carer === carer));
  return isEverybody ? { MOTIVATION_OR_CAPACITY_LOW: false } : {};
}
