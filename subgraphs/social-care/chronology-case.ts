import type { ChronologyEntry } from '../../common/agency/definition';
import { label } from '../../common/codes';
import { entry } from './chronology-entry';
import type { Section47Enquiry, SocialCareAssessment } from './records/assessment';
import type { SocialCareContact } from './records/contact';
import type { AllocatedWorker } from './records/people';
import type { ChildInNeedPlan, PreProceedings, ProtectionPlan } from './records/plans';
import type { SocialCareReferral } from './records/referral';
import { CONTACT_WORDS } from './vocabulary';

/** Who made a contact or a referral is never in a headline: a neighbour or a relative could be told from the day alone. */
export function contactEntry(contact: SocialCareContact): ChronologyEntry {
  const headline = contact.outcome === null ? 'Contact received' : `Contact received: ${CONTACT_WORDS[contact.outcome]}`;
  return entry(
    contact,
    contact.receivedOn,
    'contact',
    'contacts',
    headline,
    contact.outcome === 'REFERRAL' ? 'NOTABLE' : 'ROUTINE',
  );
}

export function referralEntries(referral: SocialCareReferral): ChronologyEntry[] {
  const what = referral.isReReferral === true ? 'Re-referral within twelve months' : 'Referral';
  const headline = referral.noFurtherAction === true ? `${what}: no further action` : what;
  const referred = entry(referral, referral.referredOn, 'referral', 'referrals', headline, 'NOTABLE');
  if (referral.closedOn === null || referral.noFurtherAction === true) return [referred];
  return [referred, entry(referral, referral.closedOn, 'referral', 'referrals', 'Case closed', 'NOTABLE')];
}

export function assessmentEntry(assessment: SocialCareAssessment): ChronologyEntry {
  const { startedOn, authorisedOn } = assessment;
  return authorisedOn === null
    ? entry(assessment, startedOn, 'assessment', 'assessments', 'Child in need assessment started', 'NOTABLE')
    : entry(assessment, authorisedOn, 'assessment', 'assessments', 'Child in need assessment completed', 'NOTABLE');
}

export function enquiryEntries(enquiry: Section47Enquiry): ChronologyEntry[] {
  const started = 'Section 47 enquiry started';
  const headline = enquiry.conferenceNotRequired === true ? `${started}; no conference was needed` : started;
  const began = entry(enquiry, enquiry.startedOn, 'section-47', 'section_47', headline, 'SIGNIFICANT');
  if (enquiry.conferenceOn === null) return [began];
  return [
    began,
    entry(enquiry, enquiry.conferenceOn, 'section-47', 'section_47', 'Initial child protection conference', 'SIGNIFICANT'),
  ];
}

export function childInNeedPlanEntries(plan: ChildInNeedPlan): ChronologyEntry[] {
  const began = entry(plan, plan.startedOn, 'child-in-need-plan', 'child_in_need_plans', 'Child in need plan began', 'NOTABLE');
  if (plan.endedOn === null) return [began];
  return [began, entry(plan, plan.endedOn, 'child-in-need-plan', 'child_in_need_plans', 'Child in need plan ended', 'NOTABLE')];
}

export function protectionPlanEntries(plan: ProtectionPlan): ChronologyEntry[] {
  const code = plan.initialCategory ?? plan.latestCategory;
  const reason = code === null ? '' : `: ${(label('cin.abuse_category', code) ?? code).toLowerCase()}`;
  const at = (id: { readonly id: string }, date: string, headline: string, significance: ChronologyEntry['significance']) =>
    entry(id, date, 'protection-plan', 'protection_plans', headline, significance);
  return [
    at(plan, plan.startedOn, `Child protection plan began${reason}`, 'SIGNIFICANT'),
    ...(plan.reviews ?? []).map((review) => at(review, review.on, 'Child protection review conference', 'NOTABLE')),
    ...(plan.endedOn === null ? [] : [at(plan, plan.endedOn, 'Child protection plan ended', 'SIGNIFICANT')]),
  ];
}

export function preProceedingsEntries(row: PreProceedings): ChronologyEntry[] {
  const at = (date: string | null, headline: string) =>
    date === null ? [] : [entry(row, date, 'pre-proceedings', 'pre_proceedings', headline, 'SIGNIFICANT')];
  return [
    ...at(row.startedOn ?? row.letterSentOn, 'Pre-proceedings began'),
    ...at(row.decisionOn, 'Pre-proceedings: decision made'),
    ...at(row.courtApplicationOn, 'Application to court for care or supervision'),
  ];
}

export function workerEntry(worker: AllocatedWorker): ChronologyEntry {
  return entry(worker, worker.from, 'allocated-worker', 'allocated_workers', 'Case allocated to a worker', 'ROUTINE');
}
