import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from '../../../subgraphs/health';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { published } from '../../support/published';
import { withClient } from '../../../tools/local-postgres/databases';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/health.yaml'), 'utf8');
const SNOMED = 'http://snomed.info/sct';
const concept = (code: string, display: string) => ({ coding: [{ system: SNOMED, code, display }] });
const subject = { reference: 'Patient/p1' };

const BUNDLE = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      ...{ resourceType: 'Patient', id: 'p1', birthDate: '2009-02-01', gender: 'female' },
      name: [{ use: 'official', given: ['Ada'], family: 'Example' }],
    },
    {
      ...{ resourceType: 'Encounter', id: 'e1', status: 'finished', subject, class: { code: 'EMER' } },
      period: { start: '2026-10-01T20:00:00Z', end: '2026-10-01T23:00:00Z' },
      reasonCode: [concept('248062006', 'Self-injurious behaviour')],
      serviceProvider: { display: 'Royal Hospital' },
    },
    { resourceType: 'Condition', id: 'k1', subject, code: concept('77386006', 'Pregnant'), onsetDateTime: '2026-09-01' },
    { resourceType: 'Condition', id: 'k2', subject, code: concept('836881000000105', 'Concern'), recordedDate: '2026-07-01' },
    {
      ...{ resourceType: 'Immunization', id: 'i1', status: 'completed', patient: subject, occurrenceDateTime: '2022-04-01' },
      vaccineCode: concept('871831003', 'MMR'),
    },
    {
      ...{ resourceType: 'Appointment', id: 'a1', status: 'noshow', start: '2026-08-01T09:00:00Z' },
      serviceType: [concept('1', 'Antenatal clinic')],
      participant: [{ actor: subject, status: 'accepted' }],
    },
    {
      ...{ resourceType: 'Flag', id: 'f1', status: 'active', subject, code: concept('902961000000107', 'Family history of FGM') },
      period: { start: '2019-12-10' },
    },
    {
      ...{ resourceType: 'Observation', id: 'o1', status: 'final', subject, effectiveDateTime: '2026-01-01' },
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }] },
      valueQuantity: { value: 51.5, unit: 'kg' },
    },
  ].map((resource) => ({ resource })),
};

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
});
afterAll(() => under.close());

test('a FHIR bundle that health publishes can be read again, each record under its own line', async () => {
  const receipt = await published(under, definition.registered, 'fhir-r4', { 'bundle.json': JSON.stringify(BUNDLE) });
  expect(receipt).toMatchObject({ state: 'COMPLETE', rows: { rejected: 0 } });

  const id = await onlyPatient();
  const navigator = new Caller(under, 'health', { agency: 'HEALTH', roles: ['health_navigator'] });
  const answer = await navigator.ask(
    `query ($id: ID!) { healthRecord(personId: $id) {
      attendances(unscheduled: true) { setting at endedAt provider reason { label } }
      wasNotBrought { at service }
      conditions { condition { label } }
      safeguardingCodes { finding { label } on }
      femaleGenitalMutilation { finding { label } active from }
      pregnancies { bookedOn }
      immunisations { status on vaccine { label } }
      observations { value unit }
    } }`,
    { id },
  );
  expect(answer).toMatchObject({
    data: {
      healthRecord: {
        attendances: [
          {
            ...{ setting: 'EMERGENCY_DEPARTMENT', at: '2026-10-01T20:00:00.000Z', endedAt: '2026-10-01T23:00:00.000Z' },
            ...{ provider: 'Royal Hospital', reason: { label: 'Self-injurious behaviour' } },
          },
        ],
        wasNotBrought: [{ at: '2026-08-01T09:00:00.000Z', service: 'Antenatal clinic' }],
        conditions: [],
        safeguardingCodes: [{ finding: { label: 'Child is cause for safeguarding concern' }, on: '2026-07-01' }],
        femaleGenitalMutilation: [{ finding: { label: 'Family history of FGM' }, active: true, from: '2019-12-10' }],
        pregnancies: [{ bookedOn: '2026-09-01' }],
        immunisations: [{ status: 'COMPLETED', on: '2022-04-01', vaccine: { label: 'MMR' } }],
        observations: [{ value: '51.5', unit: 'kg' }],
      },
    },
  });
});

/** Health's own id of the only patient it holds. */
async function onlyPatient(): Promise<string> {
  return withClient(under.database.migratorUrl, async (client) => {
    const { rows } = await client.query<{ person_id: string }>('select person_id from agency_person');
    return rows[0]?.person_id ?? '';
  });
}
