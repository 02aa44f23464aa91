import type { Finding, SignalRule } from '../../../common/signal-rules';
import { daysBetween } from '../../../common/time';
import type { SocialCareFacts } from './facts';
import { at, lasts, recordedOn } from './findings';

/** The main reason why the child of an open referral is in need; it counts for as long as the case is open. */
const openFor =
  (need: string, confidence: Finding['confidence']) =>
  ({ referrals }: SocialCareFacts, today: string): Finding[] =>
    referrals
      .filter((one) => one.primaryNeed === need && one.noFurtherAction !== true)
      .filter((one) => lasts({ startedOn: one.referredOn, endedOn: one.closedOn }, today))
      .map((one) => at(one, one.referredOn, confidence));

const needRule = (indicator: string, need: string, because: string): SignalRule<SocialCareFacts> => ({
  indicator,
  category: 'referral_need',
  because: `Open, and the main need is ${need}: ${because}`,
  find: openFor(need, 'CREDIBLE'),
});

/** N1 (abuse or neglect) does not say of which kind, N4 (acute stress) and N9 have no indicator. */
export const NEED_RULES: readonly SignalRule<SocialCareFacts>[] = [
  needRule('disability_substantial', 'N2', "the child's disability or illness is why services are needed."),
  needRule('parent_health_affects_child', 'N3', "a parent's disability, illness or addiction."),
  needRule('basic_care_struggling', 'N5', 'family dysfunction, parenting that is inadequate over time (CIN census guide).'),
  needRule('behaviour_challenging', 'N6', 'socially unacceptable behaviour.'),
  needRule('low_income', 'N7', 'low income.'),
  needRule('no_one_to_care', 'N8', 'absent parenting, no parent available to provide (CIN census guide).'),
  {
    indicator: 'disability_additional_need',
    category: 'disabilities',
    because: 'The census names a disability, as the Equality Act 2010 defines it.',
    find: ({ characteristics }) =>
      characteristics
        .filter(({ disabilities }) => disabilities.some((code) => code !== 'NONE'))
        .map((row) => at(row, recordedOn(row), 'CONFIRMED')),
  },
  {
    indicator: 'unaccompanied_child',
    category: 'unaccompanied',
    because: 'Recorded as an unaccompanied asylum-seeking child, until the status ends.',
    find: ({ unaccompanied }) =>
      unaccompanied.map((row) =>
        row.until === null
          ? at(row, recordedOn(row), 'CONFIRMED')
          : // A status that ended before it was recorded has a negative length, and so has expired.
            at(row, recordedOn(row), 'CONFIRMED', daysBetween(recordedOn(row), row.until)),
      ),
  },
];
