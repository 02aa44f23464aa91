import type { ImportedRow } from '../../common/publishing/record';
import type { SocialCareRecordInput } from '../records/social-care';
import type { XmlElement } from '../text/xml-tree';
import type { ChildInFile } from './child-in-file';
import { itemsOf, readerOf } from './reader';

type Row = ImportedRow<SocialCareRecordInput>;

/** An assessment under section 17 (Children Act 1989) with the factors found at its end. */
export function assessmentRow(element: XmlElement, child: ChildInFile, referral: string | undefined): Row {
  const cells = readerOf(element, child.file, child.context, {
    values: ['AssessmentActualStartDate', 'AssessmentInternalReviewDate', 'AssessmentAuthorisationDate'],
    sections: ['FactorsIdentifiedAtAssessment'],
  });
  const startedOn = cells.date('AssessmentActualStartDate', { required: true });
  const listed = itemsOf(element, 'FactorsIdentifiedAtAssessment', 'AssessmentFactors', cells);
  const factors = listed.map(({ text }) => cells.codeOf(text, 'AssessmentFactors', 'cin.assessment_factors'));
  const data = {
    referral,
    startedOn: startedOn ?? '',
    reviewedOn: cells.date('AssessmentInternalReviewDate'),
    authorisedOn: cells.date('AssessmentAuthorisationDate'),
    factors: [...new Set(factors.filter((factor): factor is string => factor !== undefined))],
  };
  if (startedOn !== undefined && data.authorisedOn !== undefined && data.authorisedOn < startedOn) {
    cells.warn('dates-out-of-order', 'AssessmentAuthorisationDate', 'It was authorised before it started', 'Check both dates');
  }
  return cells.result([{ kind: 'assessment', key: child.keys.key('assessment', startedOn), person: child.person, data }]);
}

/** A section 47 enquiry; its conference is due within 15 working days of the strategy discussion. */
export function section47Row(element: XmlElement, child: ChildInFile, referral: string | undefined): Row {
  const cells = readerOf(element, child.file, child.context, {
    values: ['S47ActualStartDate', 'InitialCPCtarget', 'DateOfInitialCPC', 'ICPCnotRequired'],
  });
  const startedOn = cells.date('S47ActualStartDate', { required: true });
  const data = {
    referral,
    startedOn: startedOn ?? '',
    conferenceTargetOn: cells.date('InitialCPCtarget', { future: true }),
    conferenceOn: cells.date('DateOfInitialCPC'),
    conferenceNotRequired: cells.flag('ICPCnotRequired'),
  };
  return cells.result([{ kind: 'section-47', key: child.keys.key('section-47', startedOn), person: child.person, data }]);
}

export function childInNeedPlanRow(element: XmlElement, child: ChildInFile, referral: string | undefined): Row {
  const cells = readerOf(element, child.file, child.context, { values: ['CINPlanStartDate', 'CINPlanEndDate'] });
  const startedOn = cells.date('CINPlanStartDate', { required: true });
  const data = { referral, startedOn: startedOn ?? '', endedOn: cells.date('CINPlanEndDate') };
  return cells.result([
    { kind: 'child-in-need-plan', key: child.keys.key('child-in-need-plan', startedOn), person: child.person, data },
  ]);
}

/** A child protection plan and its reviews. */
export function* protectionPlanRows(element: XmlElement, child: ChildInFile, referral: string | undefined): Generator<Row> {
  const cells = readerOf(element, child.file, child.context, {
    values: ['CPPstartDate', 'CPPendDate', 'InitialCategoryOfAbuse', 'LatestCategoryOfAbuse', 'NumberOfPreviousCPP'],
    sections: ['Reviews'],
  });
  const startedOn = cells.date('CPPstartDate', { required: true });
  const plan = child.keys.key('protection-plan', startedOn);
  const data = {
    referral,
    startedOn: startedOn ?? '',
    endedOn: cells.date('CPPendDate'),
    initialCategory: cells.code('InitialCategoryOfAbuse', 'cin.abuse_category'),
    latestCategory: cells.code('LatestCategoryOfAbuse', 'cin.abuse_category'),
    previousPlans: cells.count('NumberOfPreviousCPP', { max: 99 }),
  };
  const reviews = itemsOf(element, 'Reviews', 'CPPreviewDate', cells);
  const row = cells.result<SocialCareRecordInput>([{ kind: 'protection-plan', key: plan, person: child.person, data }]);
  yield row;
  for (const review of reviews) yield reviewRow(review, plan, row.records.length > 0, child);
}

function reviewRow(review: XmlElement, plan: string, accepted: boolean, child: ChildInFile): Row {
  const cells = readerOf({ ...review, children: [review], text: '' }, child.file, child.context, { values: ['CPPreviewDate'] });
  const on = cells.date('CPPreviewDate', { required: true });
  if (!accepted)
    cells.reject(
      'plan-rejected',
      'CPPreviewDate',
      'The plan it reviews was rejected',
      'Mend the plan and publish the file again',
    );
  const key = child.keys.key('protection-plan-review', plan, on);
  return cells.result([{ kind: 'protection-plan-review', key, person: child.person, data: { plan, on: on ?? '' } }]);
}

/** Pre-proceedings and family group decision-making, in returns from 2025/26. */
export function preProceedingsRow(element: XmlElement, child: ChildInFile): Row {
  const cells = readerOf(element, child.file, child.context, {
    values: [
      'PPStartDate',
      'LBPSentDate',
      'FGDMMeetingOffer',
      'FGDMMeetingFac',
      'InitialPPMeetingDate',
      'ReviewMeetingsCount',
      'StepDecisionDate',
      'PPOutcome',
      'CourtAppDate',
      'LetterInitCPDate',
    ],
  });
  const startedOn = cells.date('PPStartDate');
  const data = {
    startedOn,
    letterSentOn: cells.date('LBPSentDate'),
    groupMeetingOffered: cells.flag('FGDMMeetingOffer'),
    groupMeetingHeld: cells.flag('FGDMMeetingFac'),
    firstMeetingOn: cells.date('InitialPPMeetingDate'),
    reviewMeetings: cells.count('ReviewMeetingsCount', { max: 999 }),
    decisionOn: cells.date('StepDecisionDate'),
    outcome: cells.text('PPOutcome'),
    courtApplicationOn: cells.date('CourtAppDate'),
  };
  return cells.result([
    { kind: 'pre-proceedings', key: child.keys.key('pre-proceedings', startedOn), person: child.person, data },
  ]);
}
