import {
  custodyEntry,
  domesticAbuseEntry,
  incidentEntry,
  intelligenceEntry,
  markerEntry,
  missingEntry,
} from '../../../subgraphs/police/chronology';
import { CustodyEvent } from '../../../subgraphs/police/records/custody';
import { DomesticAbuseIncident } from '../../../subgraphs/police/records/domestic-abuse';
import { PoliceIncident } from '../../../subgraphs/police/records/incident';
import { IntelligenceReport } from '../../../subgraphs/police/records/intelligence';
import { PoliceInvolvement } from '../../../subgraphs/police/records/involvement';
import { MissingEpisode } from '../../../subgraphs/police/records/missing-episode';
import { WarningMarker } from '../../../subgraphs/police/records/warning-marker';

/** Every free text carries a name and a place: none may reach a headline. */
const SECRET = 'Ada Example of 3 Mill Lane';
const AT = new Date('2026-11-02T21:30:00Z');

const involvement = (role: PoliceInvolvement['role']) => Object.assign(new PoliceInvolvement(), { role });
const incident = (type: PoliceIncident['type'], ...roles: PoliceInvolvement['role'][]) =>
  Object.assign(new PoliceIncident(), {
    ...{ id: 'i1', type, occurredAt: AT, summary: SECRET, location: SECRET, outcome: SECRET, reference: SECRET },
    ownInvolvement: roles.map(involvement),
  });

const CASES = [
  [incidentEntry(incident('ASSAULT', 'VICTIM')), 'Assault: victim', 'NOTABLE'],
  [incidentEntry(incident('CRUELTY', 'VICTIM', 'WITNESS')), 'Cruelty to a child: victim and witness', 'SIGNIFICANT'],
  [incidentEntry(incident('THEFT', 'SUSPECT')), 'Theft: suspect', 'ROUTINE'],
  [
    incidentEntry(incident('POLICE_PROTECTION', 'PRESENT')),
    'Taken into police protection (Children Act 1989 section 46): present',
    'SIGNIFICANT',
  ],
  [
    domesticAbuseEntry(
      Object.assign(new DomesticAbuseIncident(), {
        id: 'd',
        dashGrade: 'MEDIUM',
        maracReferral: true,
        assessed: incident('DOMESTIC_ABUSE'),
      }),
    ),
    'Domestic abuse assessed: DASH medium, referred to MARAC',
    'SIGNIFICANT',
  ],
  [
    missingEntry(
      Object.assign(new MissingEpisode(), {
        id: 'm',
        riskGrade: 'NO_APPARENT_RISK',
        reportedAt: AT,
        returnedAt: AT,
        circumstances: SECRET,
        foundLocation: SECRET,
      }),
    ),
    'Reported missing: no apparent risk',
    'NOTABLE',
  ],
  [
    missingEntry(Object.assign(new MissingEpisode(), { id: 'm', riskGrade: 'HIGH', reportedAt: AT, returnedAt: null })),
    'Reported missing: high risk, not yet returned',
    'SIGNIFICANT',
  ],
  [
    custodyEntry(
      Object.assign(new CustodyEvent(), { id: 'c', arrestedAt: AT, offence: SECRET, disposal: SECRET, appropriateAdult: null }),
    ),
    'Arrested',
    'NOTABLE',
  ],
  [
    markerEntry(
      Object.assign(new WarningMarker(), { id: 'w', marker: 'REGISTERED_SEX_OFFENDER', from: '2026-01-01', detail: SECRET }),
    ),
    'Warning marker: registered sex offender',
    'SIGNIFICANT',
  ],
  [
    intelligenceEntry(
      Object.assign(new IntelligenceReport(), {
        id: 'n',
        topic: 'DRUGS',
        reportedOn: '2026-01-01',
        sourceGrade: '1',
        informationGrade: 'B',
        handling: 'P',
        summary: SECRET,
      }),
    ),
    'Intelligence about drugs offence, graded 1BP',
    'NOTABLE',
  ],
] as const;

test.each(CASES)('the entry %# reads as police would say it', (entry, headline, significance) => {
  expect(entry).toMatchObject({ headline, significance });
});

test('no headline carries free text', () => {
  expect(JSON.stringify(CASES.map(([entry]) => entry))).not.toContain(SECRET);
});

test('an assessment of an incident that may not be seen has no entry', () => {
  expect(domesticAbuseEntry(Object.assign(new DomesticAbuseIncident(), { id: 'd', dashGrade: 'HIGH' }))).toBeUndefined();
});
