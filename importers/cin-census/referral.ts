import type { ImportedRow } from '../../common/publishing/record';
import type { SocialCareRecordInput } from '../records/social-care';
import { childrenOf, type XmlElement } from '../text/xml-tree';
import type { ChildInFile } from './child-in-file';
import { assessmentRow, childInNeedPlanRow, preProceedingsRow, protectionPlanRows, section47Row } from './modules';
import { type ElementShape, readerOf } from './reader';

type Row = ImportedRow<SocialCareRecordInput>;

const CIN_DETAILS: ElementShape = {
  values: [
    'CINreferralDate',
    'ReferralSource',
    'PrimaryNeedCode',
    'CINclosureDate',
    'ReasonForClosure',
    'DateOfInitialCPC',
    'ReferralNFA',
  ],
  sections: ['Assessments', 'CINPlanDates', 'Section47', 'ChildProtectionPlans', 'PreProceedingsandFGDM'],
};

/** A referral and everything that followed it. When the referral's own row is rejected, what followed it still stands alone. */
export function* referralRows(details: XmlElement, child: ChildInFile): Generator<Row> {
  const cells = readerOf(details, child.file, child.context, CIN_DETAILS);
  const referredOn = cells.date('CINreferralDate', { required: true });
  const data = {
    referredOn: referredOn ?? '',
    source: cells.code('ReferralSource', 'cin.referral_source'),
    primaryNeed: cells.code('PrimaryNeedCode', 'cin.primary_need'),
    noFurtherAction: cells.flag('ReferralNFA'),
    closedOn: cells.date('CINclosureDate'),
    closureReason: cells.code('ReasonForClosure', 'cin.closure_reason'),
    initialConferenceOn: cells.date('DateOfInitialCPC'),
  };
  const key = child.keys.key('referral', referredOn);
  const row = cells.result<SocialCareRecordInput>([{ kind: 'referral', key, person: child.person, data }]);
  yield row;
  const referral = row.records.length > 0 ? key : undefined;
  for (const element of childrenOf(details, 'Assessments')) yield assessmentRow(element, child, referral);
  for (const element of childrenOf(details, 'CINPlanDates')) yield childInNeedPlanRow(element, child, referral);
  for (const element of childrenOf(details, 'Section47')) yield section47Row(element, child, referral);
  for (const element of childrenOf(details, 'ChildProtectionPlans')) yield* protectionPlanRows(element, child, referral);
  for (const element of childrenOf(details, 'PreProceedingsandFGDM')) yield preProceedingsRow(element, child);
}
