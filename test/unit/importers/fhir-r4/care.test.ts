import { recordsOf, told } from '../support';
import { ADA, concept, readBundle, type Resource } from './resources';

const encounter = (properties: object = {}): Resource => ({
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: 'Patient/ada' },
  period: { start: '2024-07-01T00:30:00+01:00', end: '2024-07-01T02:30:00+01:00' },
  ...properties,
});

test('an emergency encounter becomes an unscheduled attendance, in UTC', async () => {
  const rows = await readBundle(
    ADA,
    encounter({
      class: { code: 'EMER' },
      reasonCode: [concept('125666000', 'Burn')],
      serviceProvider: { display: 'Royal Blackburn' },
      hospitalization: { dischargeDisposition: { text: 'Home' } },
    }),
  );
  expect(told(rows)).toEqual([]);
  expect(recordsOf(rows, 'attendance')).toEqual([
    {
      kind: 'attendance',
      key: 'e1',
      person: 'ada',
      data: {
        setting: 'EMERGENCY_DEPARTMENT',
        unscheduled: true,
        at: '2024-06-30T23:30:00.000Z',
        endedAt: '2024-07-01T01:30:00.000Z',
        reason: { code: '125666000', system: 'http://snomed.info/sct', display: 'Burn' },
        provider: 'Royal Blackburn',
        outcome: 'Home',
      },
    },
  ]);
});

test.each([
  [{ class: { code: 'IMP' } }, 'INPATIENT', false],
  [{ class: { code: 'HH' } }, 'COMMUNITY', false],
  [{ class: { code: 'AMB' }, type: [{ text: 'Urgent care walk-in' }] }, 'URGENT_CARE', true],
  [{ class: { code: 'AMB' }, type: [{ text: 'General practitioner consultation' }] }, 'PRIMARY_CARE', false],
  [{ class: { code: 'AMB' } }, 'OUTPATIENT', false],
  [{ class: { code: 'constructor' } }, 'OTHER', false],
  [{ class: undefined }, 'OTHER', false],
])('the setting of %j is %s', async (properties, setting, unscheduled) => {
  const [attendance] = recordsOf(await readBundle(ADA, encounter(properties)), 'attendance');
  expect(attendance?.data).toMatchObject({ setting, unscheduled });
});

test('an encounter with mental health services becomes a contact, a crisis when its name says so', async () => {
  const rows = await readBundle(
    ADA,
    encounter({ serviceType: { text: 'CAMHS crisis team' } }),
    encounter({ id: 'e2', type: [concept('1', 'Child psychiatry follow-up')] }),
  );
  expect(recordsOf(rows, 'mental-health-contact').map(({ data }) => [data.team, data.crisis])).toEqual([
    ['CAMHS crisis team', true],
    ['Child psychiatry follow-up', false],
  ]);
});

test.each([
  [{ text: 'New birth visit' }, 'NEW_BIRTH'],
  [{ text: '6 to 8 week health review' }, 'SIX_TO_EIGHT_WEEKS'],
  [{ text: 'One year health review' }, 'ONE_YEAR'],
  [{ text: '2 year developmental review' }, 'TWO_YEAR'],
  [{ text: 'School entry health review' }, 'SCHOOL_ENTRY'],
  [concept('410620009', 'Well child visit'), 'OTHER'],
])('a review of the Healthy Child Programme, %j, is the check %s', async (type, check) => {
  const [review] = recordsOf(await readBundle(ADA, encounter({ type: [type] })), 'health-check');
  expect(review?.data).toMatchObject({ check, on: '2024-06-30' });
});

test('an encounter without a start, with a start ahead or with no day is rejected', async () => {
  const starts = [undefined, '2027-01-01', '2024-07', '2024-07-01T25:00:00Z'];
  const rows = await readBundle(ADA, ...starts.map((start) => encounter({ period: { start } })));
  expect(told(rows)).toEqual([
    'error 2 missing-value Encounter.period.start',
    'error 3 date-in-future Encounter.period.start',
    'error 4 invalid-date Encounter.period.start',
    'error 5 invalid-date Encounter.period.start',
  ]);
});

test.each(['entered-in-error', 'cancelled'])('an encounter that is %s is set aside', async (status) => {
  const [row] = await readBundle(encounter({ status }));
  expect(row?.records).toEqual([]);
  expect(row?.problems).toMatchObject([{ severity: 'warning', code: 'not-a-contact' }]);
});

const appointment = (properties: object = {}): Resource => ({
  resourceType: 'Appointment',
  id: 'a1',
  status: 'noshow',
  start: '2024-05-01T09:00:00Z',
  serviceType: [{ text: 'Paediatric outpatients' }],
  participant: [
    { actor: { reference: 'Practitioner/dr', display: 'Dr Mills' } },
    { actor: { reference: 'Patient/ada', display: 'Ada Okafor' } },
  ],
  ...properties,
});

test('an appointment a child was not brought to is kept; the patient is found among those who take part', async () => {
  const rows = await readBundle(ADA, appointment({ cancelationReason: { text: 'No contact' } }));
  expect(recordsOf(rows, 'was-not-brought')).toEqual([
    {
      kind: 'was-not-brought',
      key: 'a1',
      person: 'ada',
      data: { at: '2024-05-01T09:00:00.000Z', service: 'Paediatric outpatients', provider: 'Dr Mills', reason: 'No contact' },
    },
  ]);
});

test.each(['booked', 'fulfilled', 'cancelled'])(
  'an appointment that is %s is set aside, whatever else it has',
  async (status) => {
    const rows = await readBundle(appointment({ status, participant: [], start: undefined }));
    expect(told(rows)).toEqual(['warning 1 not-a-missed-appointment Appointment.status']);
  },
);

test('a missed appointment of nobody is rejected: somebody else who takes part is not taken for the patient', async () => {
  const actor = { reference: 'urn:uuid:857d3c72-1672-4c8f-b6a1-4d04b44b0d7a', display: 'Dr Mills' };
  expect(told(await readBundle(appointment({ participant: [{ actor }] })))).toEqual([
    'error 1 missing-patient Appointment.participant.actor',
  ]);
});

test.each([
  ['General practice', 'GP'],
  ['CAMHS', 'MENTAL_HEALTH'],
  ['Health visiting', 'HEALTH_VISITING'],
  ['School nursing', 'SCHOOL_NURSING'],
  ['Antenatal care', 'MATERNITY'],
  ['Podiatry', 'OTHER'],
])('an episode of care in %s is a registration with the service %s', async (text, service) => {
  const rows = await readBundle(ADA, {
    resourceType: 'EpisodeOfCare',
    id: 'ep1',
    patient: { reference: 'Patient/ada' },
    type: [{ text }],
    managingOrganization: { display: 'The Trust', identifier: { value: 'RXR' } },
    period: { start: '2023-01-01', end: '2027-01-01' },
  });
  expect(told(rows)).toEqual([]);
  expect(recordsOf(rows, 'registration')[0]?.data).toEqual({
    service,
    organisation: 'The Trust',
    odsCode: 'RXR',
    from: '2023-01-01',
    to: '2027-01-01',
  });
});
