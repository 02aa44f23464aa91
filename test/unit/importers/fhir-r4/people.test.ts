import { recordsOf, told } from '../support';
import { ADA, ADA_NHS, BEN_NHS, concept, NHS, readBundle, type Resource } from './resources';

const patient = (properties: object): Resource => ({ ...ADA, ...properties });

test('a Patient becomes a person with names, birth date, sex, NHS number and ethnicity', async () => {
  const rows = await readBundle(
    patient({
      name: [
        { use: 'official', family: 'Okafor', given: ['Ada', 'Ngozi'] },
        { use: 'old', family: 'Bell', given: ['Ada'] },
        { use: 'nickname', given: ['Addie'] },
        { text: 'Ada of Blackburn' },
      ],
      extension: [
        {
          url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory',
          valueCodeableConcept: concept('A'),
        },
      ],
      deceasedDateTime: '2024-01-02T10:00:00Z',
    }),
  );
  expect(told(rows)).toEqual([]);
  expect(recordsOf(rows, 'person')).toMatchObject([
    {
      person: 'ada',
      data: {
        lifeStage: 'CHILD',
        names: [
          { use: 'OFFICIAL', given: ['Ada', 'Ngozi'], family: 'Okafor' },
          { use: 'PREVIOUS', given: ['Ada'], family: 'Bell' },
          { use: 'ALIAS', given: ['Addie'], family: '' },
          { use: 'USUAL', given: [], family: 'Ada of Blackburn' },
        ],
        dateOfBirth: '2015-04-25',
        sex: 'F',
        nhsNumber: ADA_NHS,
        ethnicity: 'WBRI',
        deceasedOn: '2024-01-02',
      },
    },
  ]);
});

test('a person is a child until the eighteenth birthday; without a date of birth nobody can say', async () => {
  const stage = async (birthDate: string | undefined) =>
    recordsOf(await readBundle(patient({ birthDate })), 'person')[0]?.data.lifeStage;
  expect(await stage('2008-11-23')).toBe('CHILD');
  expect(await stage('2008-11-22')).toBe('ADULT');
  expect(await stage(undefined)).toBe('UNKNOWN');
  expect(await stage('2015')).toBe('UNKNOWN');
});

test('an NHS number whose check digit is wrong is left out and reported; the person is kept', async () => {
  const rows = await readBundle(patient({ identifier: [{ system: NHS, value: '9990000019' }] }));
  expect(told(rows)).toEqual(['warning 1 invalid-nhs-number Patient.identifier']);
  expect(recordsOf(rows, 'person')[0]?.data.nhsNumber).toBeUndefined();
});

test('addresses keep lines, postcode and dates; one that is no postcode is reported', async () => {
  const rows = await readBundle(
    patient({
      address: [
        { line: ['1 High Street'], city: 'Blackburn', postalCode: 'bb17aa', period: { start: '2020-01-01', end: '2021-01-01' } },
        { line: ['2 Low Road'], postalCode: '90210' },
        {},
      ],
    }),
  );
  expect(told(rows)).toEqual(['warning 1 invalid-postcode Patient.address.postalCode']);
  expect(recordsOf(rows, 'person')[0]?.data.addresses).toEqual([
    { lines: ['1 High Street', 'Blackburn'], postcode: 'BB1 7AA', from: '2020-01-01', to: '2021-01-01' },
    { lines: ['2 Low Road'] },
  ]);
});

test('a restricted patient’s whereabouts are protected, and an address that was sent all the same is marked', async () => {
  const meta = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] };
  const [without] = recordsOf(await readBundle(patient({ meta })), 'person');
  expect(without?.data).toMatchObject({ addresses: [], protect: ['LOCATION'] });
  const [sent] = recordsOf(await readBundle(patient({ meta, address: [{ line: ['1 High Street'] }] })), 'person');
  expect(sent?.data).toMatchObject({ addresses: [{ protected: true }], protect: ['LOCATION'] });
  const [open] = recordsOf(await readBundle(patient({ meta: { security: [{ code: 'U' }] } })), 'person');
  expect(open?.data.protect).toBeUndefined();
});

test('the practice a patient is registered with becomes a registration', async () => {
  const rows = await readBundle(
    patient({
      generalPractitioner: [{ identifier: { value: 'P81001', period: { start: '2020-01-01' } }, display: 'The Surgery' }, {}],
    }),
  );
  expect(recordsOf(rows, 'registration')).toMatchObject([
    { person: 'ada', data: { service: 'GP', organisation: 'The Surgery', odsCode: 'P81001', from: '2020-01-01' } },
  ]);
});

test('a patient without an id is known by the NHS number, however it is written; one with neither is rejected', async () => {
  const rows = await readBundle(
    patient({ id: undefined, identifier: [{ system: NHS, value: '999 000 0018' }] }),
    patient({ id: '', identifier: [] }),
  );
  expect(recordsOf(rows, 'person').map(({ person }) => person)).toEqual([ADA_NHS]);
  expect(told(rows)).toEqual(['error 2 missing-value Patient.id']);
});

test('an id of more than 200 characters rejects the resource', async () => {
  expect(told(await readBundle(patient({ id: 'x'.repeat(201) })))).toEqual(['error 1 value-too-long Patient.id']);
});

test('a gender that FHIR does not have, and a name use that it does not, are no surprise', async () => {
  const rows = await readBundle(patient({ gender: 'constructor', name: [{ use: 'toString', family: 'Okafor' }] }));
  expect(told(rows)).toEqual(['warning 1 unknown-code Patient.gender']);
  expect(recordsOf(rows, 'person')[0]?.data).toMatchObject({ names: [{ use: 'USUAL', family: 'Okafor' }] });
});

const mother = (properties: object = {}): Resource => ({
  resourceType: 'RelatedPerson',
  id: 'mum',
  patient: { reference: 'Patient/ada' },
  relationship: [concept('MTH', 'mother', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode')],
  name: [{ family: 'Okafor', given: ['Chi'] }],
  ...properties,
});

test('a RelatedPerson becomes somebody of their own and a relationship to the patient', async () => {
  const rows = await readBundle(ADA, mother({ period: { start: '2015-04-25' } }));
  const [, related] = recordsOf(rows, 'person');
  expect(related?.data).toMatchObject({ lifeStage: 'ADULT', names: [{ given: ['Chi'], family: 'Okafor' }] });
  expect(recordsOf(rows, 'relationship')).toMatchObject([
    { person: related?.person, data: { type: 'PARENT', of: 'ada', from: '2015-04-25' } },
  ]);
});

test('a RelatedPerson with the NHS number of a patient in the publication is that patient', async () => {
  const ben: Resource = { ...ADA, id: 'ben', identifier: [{ system: NHS, value: BEN_NHS }], birthDate: '1985-01-01' };
  const rows = await readBundle(mother({ identifier: [{ system: NHS, value: BEN_NHS }] }), ADA, ben);
  expect(recordsOf(rows, 'person').map(({ person }) => person)).toEqual(['ada', 'ben']);
  expect(recordsOf(rows, 'relationship')).toMatchObject([{ person: 'ben', data: { type: 'PARENT', of: 'ada' } }]);
});

test('a RelatedPerson and a Patient of the same id are two people', async () => {
  const rows = await readBundle(ADA, mother({ id: 'ada' }));
  expect(new Set(recordsOf(rows, 'person').map(({ person }) => person)).size).toBe(2);
  expect(new Set(recordsOf(rows, 'person').map(({ key }) => key)).size).toBe(2);
});

test.each([
  ['FTH', 'PARENT'],
  ['STPFTH', 'STEP_PARENT'],
  ['PRNPARTNER', 'PARTNER_OF_PARENT'],
  ['SIS', 'SIBLING'],
  ['GRMTH', 'GRANDPARENT'],
  ['Guardian', 'CARER'],
  ['ROOM', 'LIVES_WITH'],
  ['NBOR', 'OTHER'],
  ['constructor', 'OTHER'],
])('the role %s is the relationship %s', async (code, type) => {
  const rows = await readBundle(ADA, mother({ relationship: [concept(code)] }));
  expect(recordsOf(rows, 'relationship')[0]?.data.type).toBe(type);
});

test('a RelatedPerson who does not say whose is rejected', async () => {
  const rows = await readBundle(mother({ patient: undefined }));
  expect(told(rows)).toEqual(['error 1 missing-patient RelatedPerson.patient']);
});
