import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from '../../../subgraphs/police';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { published } from '../../support/published';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');

const LINES = [
  {
    ...{ kind: 'person', key: '1', person: '1' },
    data: {
      lifeStage: 'CHILD',
      names: [{ use: 'USUAL', given: ['Ada'], family: 'Example' }],
      dateOfBirth: '2014-02-01',
      addresses: [],
    },
  },
  { kind: 'incident', key: 'i1', data: { reference: 'LC-1', type: 'DOMESTIC_ABUSE', occurredAt: '2026-10-01T20:00:00Z' } },
  { kind: 'involvement', key: 'v1', person: '1', data: { incident: 'i1', role: 'PRESENT' } },
  { kind: 'domestic-abuse', key: 'd1', data: { incident: 'i1', dashScore: 11, dashGrade: 'MEDIUM', childrenPresent: true } },
  {
    kind: 'missing-episode',
    key: 'm1',
    person: '1',
    data: { reportedAt: '2026-10-10T22:00:00Z', riskGrade: 'LOW', returnInterviewOn: '2026-10-12' },
  },
  {
    kind: 'custody',
    key: 'c1',
    person: '1',
    data: { arrestedAt: '2026-09-01T10:00:00Z', offence: 'Theft', appropriateAdult: true },
  },
  { kind: 'warning-marker', key: 'w1', person: '1', data: { marker: 'VULNERABLE', from: '2026-01-01', to: '2026-06-01' } },
  {
    ...{ kind: 'intelligence', key: 'n1', person: '1' },
    data: {
      reportedOn: '2026-10-10',
      sourceGrade: '2',
      informationGrade: 'C',
      handling: 'C',
      topic: 'DRUGS',
      summary: 'Sanitised',
    },
  },
];

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
});
afterAll(() => under.close());

test('every kind of record that police publish can be read again, as it was sent', async () => {
  const text = LINES.map((line) => JSON.stringify(line)).join('\n');
  const receipt = await published(under, definition.registered, 'police-v1', { 'extract.ndjson': text });
  expect(receipt).toMatchObject({ state: 'COMPLETE', rows: { accepted: LINES.length, rejected: 0 } });

  const staff = new Caller(under, 'police', { agency: 'POLICE', roles: ['police_researcher'] });
  const answer = await staff.ask(`{ policeRecord(personId: "1") {
    persons { names { given family } dateOfBirth standingMarkers }
    incidents { reference type occurredAt involvement { role } }
    domesticAbuseIncidents { dashScore dashGrade childrenPresent strangulation }
    missingEpisodes { reportedAt returnedAt riskGrade returnInterviewOn }
    custody { arrestedAt offence appropriateAdult }
    warningMarkers { marker from to }
    intelligence { topic informationGrade { code } }
  } }`);
  expect(answer).toMatchObject({
    data: {
      policeRecord: {
        persons: [{ names: [{ given: ['Ada'], family: 'Example' }], dateOfBirth: '2014-02-01', standingMarkers: 0 }],
        incidents: [
          {
            reference: 'LC-1',
            type: 'DOMESTIC_ABUSE',
            occurredAt: '2026-10-01T20:00:00.000Z',
            involvement: [{ role: 'PRESENT' }],
          },
        ],
        domesticAbuseIncidents: [{ dashScore: 11, dashGrade: 'MEDIUM', childrenPresent: true, strangulation: null }],
        missingEpisodes: [
          { reportedAt: '2026-10-10T22:00:00.000Z', returnedAt: null, riskGrade: 'LOW', returnInterviewOn: '2026-10-12' },
        ],
        custody: [{ arrestedAt: '2026-09-01T10:00:00.000Z', offence: 'Theft', appropriateAdult: true }],
        warningMarkers: [{ marker: 'VULNERABLE', from: '2026-01-01', to: '2026-06-01' }],
        intelligence: [{ topic: 'DRUGS', informationGrade: { code: 'C' } }],
      },
    },
  });
});
