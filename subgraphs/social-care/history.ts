import { addDays, addMonths } from '../../common/time';
import type { SocialCareContact } from './records/contact';
import type { CareEpisode } from './records/care-episode';
import type { AllocatedWorker } from './records/people';
import type { ChildInNeedPlan, ProtectionPlan } from './records/plans';
import type { PreviousInvolvement } from './records/previous-involvement';
import type { SocialCareReferral } from './records/referral';
import { isShortBreak } from './vocabulary';

/** A referral within twelve months of an earlier one is a re-referral (DfE, children in need statistics). */
const RE_REFERRAL_MONTHS = 12;

type Referred = Pick<SocialCareReferral, 'id' | 'referredOn'>;

/** Ids of the referrals that came within twelve months of an earlier referral of the same person. Same-day ones are one event. */
export function reReferrals(referrals: readonly Referred[]): ReadonlySet<string> {
  const isRepeat = ({ referredOn }: Referred) =>
    referrals.some(
      (earlier) => earlier.referredOn < referredOn && addMonths(earlier.referredOn, RE_REFERRAL_MONTHS) >= referredOn,
    );
  return new Set(referrals.filter(isRepeat).map(({ id }) => id));
}

/** The rows that a summary of involvement is made of. */
export interface Involvement {
  readonly contacts: readonly Pick<SocialCareContact, 'receivedOn' | 'outcome'>[];
  readonly referrals: readonly Pick<SocialCareReferral, 'referredOn' | 'closedOn' | 'noFurtherAction'>[];
  readonly childInNeedPlans: readonly Pick<ChildInNeedPlan, 'startedOn' | 'endedOn'>[];
  readonly protectionPlans: readonly Pick<ProtectionPlan, 'startedOn' | 'endedOn' | 'previousPlans'>[];
  readonly careEpisodes: readonly Pick<CareEpisode, 'startedOn' | 'endedOn' | 'legalStatus'>[];
  readonly allocatedWorkers: readonly Pick<AllocatedWorker, 'from' | 'to'>[];
}

/** Earlier involvement, counted. */
export function previousInvolvement(involvement: Involvement, today: string): PreviousInvolvement {
  const { contacts, referrals, childInNeedPlans, protectionPlans, careEpisodes } = involvement;
  const yearAgo = addDays(today, -365);
  const countedElsewhere = Math.max(0, ...protectionPlans.map(({ previousPlans }) => previousPlans ?? 0));
  return {
    contacts: contacts.length,
    recentContactsWithoutAction: contacts.filter(({ outcome, receivedOn }) => outcome === 'NFA' && receivedOn >= yearAgo).length,
    referrals: referrals.length,
    lastReferredOn: latest(referrals.map(({ referredOn }) => referredOn)),
    lastClosedOn: isOpen(involvement, today) ? null : latest(referrals.map(({ closedOn }) => closedOn)),
    childInNeedPlans: childInNeedPlans.length,
    // A plan counts those before it, so the return's number and the rows held overlap: neither is added to the other.
    protectionPlans: Math.max(protectionPlans.length, countedElsewhere + (protectionPlans.length > 0 ? 1 : 0)),
    everLookedAfter: careEpisodes.some(({ legalStatus }) => !isShortBreak(legalStatus)),
  };
}

/**
 * Open to children's social care on this day: a referral that is neither closed nor ended at once, a plan that stands, an
 * episode of care that lasts, or a worker to whom the case is allocated.
 */
export function isOpen(involvement: Involvement, today: string): boolean {
  const lasts = ({ startedOn, endedOn }: { startedOn: string; endedOn: string | null }) =>
    startedOn <= today && standsOn(endedOn, today);
  return (
    involvement.referrals.some(
      (one) => one.noFurtherAction !== true && one.referredOn <= today && standsOn(one.closedOn, today),
    ) ||
    involvement.childInNeedPlans.some(lasts) ||
    involvement.protectionPlans.some(lasts) ||
    involvement.careEpisodes.some(lasts) ||
    involvement.allocatedWorkers.some(({ from, to }) => lasts({ startedOn: from, endedOn: to }))
  );
}

const standsOn = (end: string | null, today: string): boolean => end === null || end > today;
const latest = (dates: readonly (string | null)[]): string | null =>
  dates.reduce<string | null>((last, date) => (date !== null && (last === null || date > last) ? date : last), null);
