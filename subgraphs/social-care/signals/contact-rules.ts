import type { Finding, SignalRule } from '../../../common/signal-rules';
import type { SocialCareFacts, Sourced } from './facts';
import { at, recent, YEAR } from './findings';

/** RAM-6: the third one that led to nothing is looked at as one history, not as a third event. */
const THIRD = 3;

function thirdOf<T extends Sourced>(rows: readonly T[], dateOf: (row: T) => string, today: string): Finding[] {
  const without = recent(rows, dateOf, YEAR, today);
  const [latest] = without;
  return latest !== undefined && without.length >= THIRD ? [at(latest, dateOf(latest), 'CONFIRMED', YEAR)] : [];
}

const because =
  'Three in twelve months ended without further action: harm that accumulates is seen only when they are read together (Risk ' +
  'Analysis Model, rule 6).';

/** Contacts and referrals are counted apart: they stand in two categories, and a rule reads its own. */
export const CONTACT_RULES: readonly SignalRule<SocialCareFacts>[] = [
  {
    indicator: 'contacts_repeated_no_action',
    category: 'contacts',
    because,
    find: ({ contacts }, today) =>
      thirdOf(
        contacts.filter(({ outcome }) => outcome === 'NFA' || outcome === 'ADVICE'),
        ({ receivedOn }) => receivedOn,
        today,
      ),
  },
  {
    indicator: 'contacts_repeated_no_action',
    category: 'referrals',
    because,
    find: ({ referrals }, today) =>
      thirdOf(
        referrals.filter(({ noFurtherAction }) => noFurtherAction === true),
        ({ referredOn }) => referredOn,
        today,
      ),
  },
];
