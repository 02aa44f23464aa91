import type { Importer } from '../../../common/publishing/record';
import { cinCensus } from '../../../importers/cin-census';
import { educationV1 } from '../../../importers/education-v1';
import { fhirR4 } from '../../../importers/fhir-r4';
import { policeV1 } from '../../../importers/police-v1';
import { schoolCensus } from '../../../importers/school-census';
import { socialCareV1 } from '../../../importers/social-care-v1';
import { ssda903 } from '../../../importers/ssda903';

/** A file that an importer takes without a word: a record of `names` in each row, in order. */
export interface Sample {
  readonly name: string;
  readonly importer: Importer;
  readonly file: string;
  readonly text: string;
}

const NAMES = ['Ada', 'Zoë', 'Chidi'] as const;

const CENSUS = NAMES.map(
  (name) =>
    `<Child><ChildIdentifiers><LAchildID>${name}</LAchildID><UPNunknown>UN3</UPNunknown><PersonBirthDate>2015-03-27</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2022-10-06</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N4</PrimaryNeedCode>
<Assessments><AssessmentActualStartDate>2022-10-07</AssessmentActualStartDate><FactorsIdentifiedAtAssessment><AssessmentFactors>1C</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<ChildProtectionPlans><CPPstartDate>2022-12-01</CPPstartDate><InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP><Reviews><CPPreviewDate>2023-02-15</CPPreviewDate></Reviews></ChildProtectionPlans>
<ReferralNFA>0</ReferralNFA></CINdetails></Child>`,
);

const patient = (name: string): object => ({
  resourceType: 'Patient',
  id: `p-${name.length}`,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }],
  name: [{ use: 'official', family: 'Okafor', given: [name] }],
  gender: 'female',
  birthDate: '2015-04-25',
  address: [{ line: ['1 High Street'], postalCode: 'BB1 7AA', period: { start: '2020-01-01' } }],
  generalPractitioner: [{ identifier: { value: 'P81001' }, display: 'The Surgery' }],
});
const FHIR = NAMES.flatMap((name) => [
  patient(name),
  {
    resourceType: 'Encounter',
    id: `e-${name.length}`,
    status: 'finished',
    class: { code: 'EMER' },
    subject: { reference: `Patient/p-${name.length}` },
    period: { start: '2024-07-01T00:30:00Z' },
    reasonCode: [{ text: 'Burn' }],
  },
]);

const person = (name: string): object => ({
  kind: 'person',
  key: name,
  person: name,
  data: {
    lifeStage: 'CHILD',
    names: [{ use: 'USUAL', given: [name], family: 'Okafor' }],
    dateOfBirth: '2015-03-27',
    sex: 'F',
    nhsNumber: '9990000018',
    ethnicity: 'WBRI',
    addresses: [{ lines: ['1 High Street'], postcode: 'BB1 7AA', from: '2020-01-01' }],
  },
});
const lines = (...fact: readonly ((name: string) => object)[]): string =>
  `${NAMES.flatMap((name) => [person(name), ...fact.map((make) => make(name))])
    .map((record) => JSON.stringify(record))
    .join('\n')}\n`;

export const SAMPLES: readonly Sample[] = [
  {
    name: 'cin-census',
    importer: cinCensus,
    file: 'census.xml',
    text: `<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header><Children>${CENSUS.join('\n')}</Children></Message>\n`,
  },
  {
    name: 'ssda903',
    importer: ssda903,
    file: 'header.csv',
    text: `CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n${NAMES.map((name) => `${name},2,27/03/2015,WBRI,UN3,,\n`).join('')}`,
  },
  {
    name: 'school-census',
    importer: schoolCensus,
    file: '2025_spring_pupilonroll.csv',
    text: `pupilonrolltableid,NativeId,dob,surname,forename,upn,sex,entrydate,enrolstatus,ncyearactual,senprovision,ethnicity\n${NAMES.map((name) => `${name},SCH7,2015-Mar-27 00:00:00,Okafor,${name},H801200001001,F,2020-Sep-01 00:00:00,C,4,K,WBRI\n`).join('')}`,
  },
  {
    name: 'fhir-r4 in JSON',
    importer: fhirR4,
    file: 'bundle.json',
    text: JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: FHIR.map((resource) => ({ resource })) }, null, 1),
  },
  {
    name: 'fhir-r4 in lines',
    importer: fhirR4,
    file: 'bulk.ndjson',
    text: `${FHIR.map((resource) => JSON.stringify(resource)).join('\n')}\n`,
  },
  {
    name: 'fhir-r4 in XML',
    importer: fhirR4,
    file: 'bundle.xml',
    text: `<Bundle xmlns="http://hl7.org/fhir">\n${NAMES.map(
      (name) =>
        `<entry><resource><Patient><id value="p-${name.length}"/><name><family value="Okafor"/><given value="${name}"/></name><gender value="female"/><birthDate value="2015-04-25"/></Patient></resource></entry>`,
    ).join('\n')}\n</Bundle>\n`,
  },
  {
    name: 'police-v1',
    importer: policeV1,
    file: 'police.ndjson',
    text: lines((name) => ({
      kind: 'missing-episode',
      key: `m-${name}`,
      person: name,
      data: { reportedAt: '2024-05-01T09:00:00Z', riskGrade: 'LOW' },
    })),
  },
  {
    name: 'education-v1',
    importer: educationV1,
    file: 'education.ndjson',
    text: lines((name) => ({
      kind: 'safeguarding-concern',
      key: `s-${name}`,
      person: name,
      data: { raisedOn: '2024-05-01', category: 'NEGLECT', summary: 'Hungry' },
    })),
  },
  {
    name: 'social-care-v1',
    importer: socialCareV1,
    file: 'social-care.ndjson',
    text: lines((name) => ({
      kind: 'contact',
      key: `c-${name}`,
      person: name,
      data: { receivedOn: '2024-05-01', source: '1A' },
    })),
  },
];
