/** What the police hold of a few nominals, table by table. */

const person = (key: string, born: string, family: string) => ({
  ...{ person: key, key, life_stage: 'CHILD', date_of_birth: born, addresses: '[]' },
  names: JSON.stringify([{ use: 'USUAL', given: ['Ada'], family }]),
});

export const ROWS = {
  agency_person: [person('1', '2014-02-01', 'Example'), person('2', '1985-02-01', 'Sample'), person('3', '2012-02-01', 'Third')],
  agency_relationship: [{ person: '2', key: 'r1', type: 'PARENT', of_person: '1' }],
  incident: [
    {
      person: null as never,
      key: 'i1',
      reference: 'LC-1',
      type: 'ASSAULT',
      occurred_at: '2026-10-01T20:00:00Z',
      summary: 'Narrative',
      location: '3 Mill Lane',
      outcome: 'Charged',
    },
    { person: null as never, key: 'i2', reference: 'LC-2', type: 'DOMESTIC_ABUSE', occurred_at: '2026-11-01T20:00:00Z' },
    { person: null as never, key: 'i3', reference: 'LC-3', type: 'CRUELTY', occurred_at: '2026-11-05T20:00:00Z', sealed: true },
  ],
  involvement: [
    { person: '1', key: 'v1', incident: 'i1', role: 'VICTIM' },
    { person: '2', key: 'v2', incident: 'i1', role: 'SUSPECT' },
    { person: '3', key: 'v3', incident: 'i1', role: 'WITNESS' },
    { person: '1', key: 'v4', incident: 'i2', role: 'PRESENT' },
    { person: '2', key: 'v5', incident: 'i2', role: 'SUSPECT' },
    { person: '1', key: 'v6', incident: 'i3', role: 'VICTIM' },
  ],
  domestic_abuse: [
    {
      person: null as never,
      key: 'd1',
      incident: 'i2',
      dash_score: 15,
      dash_grade: 'HIGH',
      strangulation: true,
      marac_referral: true,
    },
    { person: null as never, key: 'd2', incident: 'i3', dash_grade: 'HIGH' },
  ],
  missing_episode: [
    {
      person: '1',
      key: 'm1',
      reported_at: '2026-11-10T22:00:00Z',
      returned_at: '2026-11-11T08:00:00Z',
      risk_grade: 'HIGH',
      found_location: 'Station',
    },
  ],
  custody: [{ person: '1', key: 'c1', arrested_at: '2026-09-01T10:00:00Z', offence: 'Theft', disposal: 'Released' }],
  warning_marker: [{ person: '1', key: 'w1', marker: 'VULNERABLE', valid_from: '2026-01-01', detail: 'Detail' }],
  intelligence: [
    ...[
      {
        person: '1',
        key: 'n1',
        reported_on: '2026-10-10',
        source_grade: '1',
        information_grade: 'B',
        handling: 'P',
        topic: 'DRUGS',
        summary: 'Sanitised',
      },
    ],
    ...[
      {
        person: '2',
        key: 'n2',
        reported_on: '2026-10-10',
        source_grade: '2',
        information_grade: 'C',
        handling: 'C',
        topic: 'DRUGS',
        summary: 'Sanitised',
      },
    ],
  ],
};
