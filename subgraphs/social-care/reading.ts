import { bind } from '../../common/access/bound';
import { readingDay } from '../../common/agency/as-known-on';
import type { AgencyContext } from '../../common/agency/context';
import { rowsAbout } from '../../common/agency/rows';
import { CodedValue, coded } from '../../common/codes';
import { type Involvement, isOpen, previousInvolvement, reReferrals } from './history';
import type { SocialCareRecord } from './record';
import { CareEpisode } from './records/care-episode';
import { SocialCareContact } from './records/contact';
import { AllocatedWorker, Characteristics } from './records/people';
import { ChildInNeedPlan, ProtectionPlan, ProtectionPlanReview } from './records/plans';
import { PreviousInvolvement } from './records/previous-involvement';
import { SocialCareReferral } from './records/referral';

/** Newest first, by a date of the row; rows without one come last. */
export const newestFirst = <T>(rows: readonly T[], dateOf: (row: T) => string | null): T[] =>
  [...rows].sort((a, b) => (dateOf(b) ?? '').localeCompare(dateOf(a) ?? ''));

/** Referrals, newest first, each marked when it is a re-referral. */
export async function referralsOf(record: SocialCareRecord, context: AgencyContext): Promise<SocialCareReferral[]> {
  const referrals = await rowsAbout(record, SocialCareReferral, context);
  const repeats = reReferrals(referrals);
  for (const referral of referrals) referral.isReReferral = repeats.has(referral.id);
  return newestFirst(referrals, ({ referredOn }) => referredOn);
}

/** Child protection plans, newest first, each with its reviews. */
export async function protectionPlansOf(record: SocialCareRecord, context: AgencyContext): Promise<ProtectionPlan[]> {
  const [plans, reviews] = await Promise.all([
    rowsAbout(record, ProtectionPlan, context),
    rowsAbout(record, ProtectionPlanReview, context),
  ]);
  for (const plan of plans) {
    plan.reviews = newestFirst(
      reviews.filter((review) => review.plan === plan.recordKey),
      ({ on }) => on,
    );
  }
  return newestFirst(plans, ({ startedOn }) => startedOn);
}

/** Each disability the census names, once; NONE when it says that there is none. */
export async function disabilitiesOf(record: SocialCareRecord, context: AgencyContext): Promise<CodedValue[]> {
  const rows = await rowsAbout(record, Characteristics, context);
  return [...new Set(rows.flatMap(({ disabilities }) => disabilities))].sort().map((code) => coded('cin.disability', code));
}

export async function previousInvolvementOf(record: SocialCareRecord, context: AgencyContext): Promise<PreviousInvolvement> {
  const counted = previousInvolvement(await involvementOf(record, context), readingDay(record, context));
  return bind(Object.assign(new PreviousInvolvement(), counted), record.subject);
}

export async function isOpenNow(record: SocialCareRecord, context: AgencyContext): Promise<boolean> {
  return isOpen(await involvementOf(record, context), readingDay(record, context));
}

async function involvementOf(record: SocialCareRecord, context: AgencyContext): Promise<Involvement> {
  const [contacts, referrals, childInNeedPlans, protectionPlans, careEpisodes, allocatedWorkers] = await Promise.all([
    rowsAbout(record, SocialCareContact, context),
    rowsAbout(record, SocialCareReferral, context),
    rowsAbout(record, ChildInNeedPlan, context),
    rowsAbout(record, ProtectionPlan, context),
    rowsAbout(record, CareEpisode, context),
    rowsAbout(record, AllocatedWorker, context),
  ]);
  return { contacts, referrals, childInNeedPlans, protectionPlans, careEpisodes, allocatedWorkers };
}
