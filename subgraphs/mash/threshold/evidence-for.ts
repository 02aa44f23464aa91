import type { Agreement, Decision } from '../../../common/access/agreement';
import { decide, inForce } from '../../../common/access/decide';
import type { View } from '../../../common/access/subject';
import { AGENCIES } from '../../registry';
import type { StoredSignal } from '../signals/signals';

/**
 * How far a signal may influence one viewer's assessment: `LEVEL_ONLY` moves the level and nothing else that they can see,
 * `EXISTENCE` decides rules too but is not listed, `CONTENT` is listed.
 */
export type Influence = 'LEVEL_ONLY' | 'EXISTENCE' | 'CONTENT';

export interface Weighed<S extends StoredSignal> {
  readonly signal: S;
  readonly influence: Influence;
  /** For the ledger: the custodian's decision, where one was asked for. */
  readonly decision?: Decision;
}

const CODE_OF: ReadonlyMap<string, string> = new Map(AGENCIES.map(({ name, agency }) => [name, agency]));

/**
 * The signals about one person that may enter this viewer's assessment, as each custodian's agreement says (design D3): a
 * category that may not influence the threshold, or may no longer feed, never does.
 *
 * @param view of the person whom the signals are about, not of the child who is assessed: an adult's lines are stricter.
 * @param agreements by registry code.
 */
export function evidenceFor<S extends StoredSignal>(
  view: View,
  signals: readonly S[],
  agreements: ReadonlyMap<string, Agreement>,
  now: Date,
): Weighed<S>[] {
  const answers = new Map<string, Omit<Weighed<S>, 'signal'> | undefined>();
  return signals.flatMap((signal) => {
    const key = `${signal.agency}/${signal.category}`;
    if (!answers.has(key))
      answers.set(key, influenceOf(view, agreements.get(CODE_OF.get(signal.agency) ?? ''), signal.category, now));
    const answer = answers.get(key);
    return answer === undefined ? [] : [{ ...answer, signal }];
  });
}

function influenceOf(
  view: View,
  agreement: Agreement | undefined,
  categoryId: string,
  now: Date,
): Omit<Weighed<never>, 'signal'> | undefined {
  const category = agreement?.categories.get(categoryId);
  if (agreement === undefined || category?.feed === undefined || category.threshold === 'none' || !inForce(agreement, now))
    return undefined;
  if (category.threshold === 'level_only') return { influence: 'LEVEL_ONLY' };
  const decision = decide(view, agreement, categoryId, now);
  return decision.state === 'WITHHELD' ? undefined : { influence: decision.state, decision };
}
