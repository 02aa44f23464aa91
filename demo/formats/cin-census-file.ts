import type { SocialCareRecordInput } from '../../importers/records/social-care';
import type { Borough } from '../borough';
import type { Held, HeldPerson } from '../held';
import { escapeXml } from './file';

type Fact = Exclude<SocialCareRecordInput, { kind: 'person' | 'relationship' }>;
type Of<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** The children in need census of the borough: everyone with a referral. */
export function cinCensusXml(borough: Borough, held: Held): string {
  const children: string[] = [];
  for (const { facts } of borough.families) {
    const referred = new Set(facts.socialCare.filter(({ kind }) => kind === 'referral').map(({ person }) => person ?? ''));
    for (const truth of referred) {
      const person = held.get(truth);
      if (person)
        children.push(
          childXml(
            person,
            facts.socialCare.filter((fact) => fact.person === truth),
          ),
        );
    }
  }
  const year = borough.today.slice(0, 4);
  return [
    '<Message>',
    `<Header><CollectionDetails><Collection>CIN</Collection><Year>${Number(year) - 1}</Year><ReferenceDate>${year}-03-31</ReferenceDate></CollectionDetails>`,
    '<Source><SourceLevel>L</SourceLevel><LEA>889</LEA><SoftwareCode>Demonstration</SoftwareCode></Source></Header>',
    '<Children>',
    ...children,
    '</Children>',
    '</Message>',
    '',
  ].join('\n');
}

const element = (name: string, value: string | number | boolean | undefined): string =>
  value === undefined ? '' : `<${name}>${escapeXml(String(value))}</${name}>`;

function childXml({ id, identity }: HeldPerson, facts: readonly Fact[]): string {
  const of = <K extends Fact['kind']>(kind: K): Of<K>[] => facts.filter((fact): fact is Of<K> => fact.kind === kind);
  const referrals = of('referral');
  const last = referrals.at(-1)?.key;
  const belongs = (fact: { data: { referral?: string } }, key: string): boolean => (fact.data.referral ?? last) === key;
  return [
    '<Child><ChildIdentifiers>',
    element('LAchildID', id),
    element('UPN', identity.upn),
    identity.upn ? '' : element('UPNunknown', 'UN1'),
    element('PersonBirthDate', identity.dateOfBirth),
    identity.dateOfBirth ? '' : element('ExpectedPersonBirthDate', identity.expectedDate),
    element('Sex', identity.sex),
    '</ChildIdentifiers><ChildCharacteristics>',
    element('Ethnicity', identity.ethnicity),
    '<Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>',
    ...referrals.map((referral) =>
      referralXml(referral, (kind) => of(kind).filter((fact) => belongs(fact as { data: { referral?: string } }, referral.key))),
    ),
    '</Child>',
  ].join('');
}

function referralXml({ data }: Of<'referral'>, related: <K extends Fact['kind']>(kind: K) => Of<K>[]): string {
  return [
    '<CINdetails>',
    element('CINreferralDate', data.referredOn),
    element('ReferralSource', data.source),
    element('PrimaryNeedCode', data.primaryNeed),
    element('CINclosureDate', data.closedOn),
    element('ReasonForClosure', data.closureReason),
    ...related('assessment').map(({ data: { startedOn, authorisedOn, factors } }) =>
      [
        '<Assessments>',
        element('AssessmentActualStartDate', startedOn),
        element('AssessmentAuthorisationDate', authorisedOn),
        '<FactorsIdentifiedAtAssessment>',
        ...factors.map((factor) => element('AssessmentFactors', factor)),
        '</FactorsIdentifiedAtAssessment></Assessments>',
      ].join(''),
    ),
    ...related('child-in-need-plan').map(
      ({ data: { startedOn, endedOn } }) =>
        `<CINPlanDates>${element('CINPlanStartDate', startedOn)}${element('CINPlanEndDate', endedOn)}</CINPlanDates>`,
    ),
    ...related('section-47').map(
      ({ data: { startedOn, conferenceOn } }) =>
        `<Section47>${element('S47ActualStartDate', startedOn)}${element('DateOfInitialCPC', conferenceOn)}<ICPCnotRequired>false</ICPCnotRequired></Section47>`,
    ),
    element('ReferralNFA', data.noFurtherAction ?? false),
    ...related('protection-plan').map(({ data: { startedOn, endedOn, initialCategory, latestCategory, previousPlans } }) =>
      [
        '<ChildProtectionPlans>',
        element('CPPstartDate', startedOn),
        element('CPPendDate', endedOn),
        element('InitialCategoryOfAbuse', initialCategory),
        element('LatestCategoryOfAbuse', latestCategory),
        element('NumberOfPreviousCPP', previousPlans),
        '</ChildProtectionPlans>',
      ].join(''),
    ),
    '</CINdetails>',
  ].join('');
}
