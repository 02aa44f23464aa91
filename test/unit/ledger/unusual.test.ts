import type { Look } from '../../../subgraphs/mash/ledger/reading/looks';
import {
  type MemberFacts,
  type PersonFacts,
  type UnusualCode,
  unusualAccess,
} from '../../../subgraphs/mash/ledger/reading/unusual';

/** A Tuesday in winter, so that England is on UTC. */
const DAY = '2026-11-24';
const MEMBERS = new Map<string, MemberFacts>([
  ['ann', { surname: 'hartley', postcode: 'BB11AA' }],
  ['bob', { surname: undefined, postcode: undefined }],
]);
const PEOPLE = new Map<string, PersonFacts>([
  ['child', { surnames: ['cole'], postcodes: ['BB12CD'] }],
  ['namesake', { surnames: ['cole', 'hartley'], postcodes: [] }],
  ['neighbour', { surnames: ['cole'], postcodes: ['BB12CD', 'BB11AA'] }],
]);

const disclosed = (change: object = {}, field = 'PoliceRecord.incidents'): Look['disclosures'][number] => ({
  custodian: 'police',
  entry: {
    ...{ person: 'child', caseId: 'case-1', purpose: 'SECTION_47', agreement: '1' },
    released: [{ category: 'incidents', rule: 'police/incidents/content/s47', fields: [field] }],
    withheld: [],
    ...change,
  },
});
let seq = 0;
const look = (change: Partial<Look> = {}): Look => {
  seq += 1;
  return {
    ...{
      seq: String(seq),
      id: `look-${seq}`,
      at: new Date(`${DAY}T10:00:00Z`),
      kind: 'RESPONSE',
      rid: `r${seq}`,
      member: 'ann',
      agency: 'MASH',
    },
    ...{ roles: ['mash_analyst'], persons: ['child'], cases: [], disclosures: [disclosed()] },
    ...change,
  };
};
const codes = (...looks: Look[]): UnusualCode[][] =>
  unusualAccess(looks, MEMBERS, PEOPLE).map(({ reasons }) => reasons.map(({ code }) => code));

test('a look in working hours, through a case, at a stranger is not unusual', () => {
  expect(codes(look())).toEqual([]);
});

test.each<[string, Partial<Look>, UnusualCode]>([
  ['somebody of one’s own surname', { persons: ['child', 'namesake'] }, 'OWN_SURNAME'],
  ['somebody at one’s own postcode, also a former one', { persons: ['neighbour'] }, 'OWN_POSTCODE'],
  ['before seven', { at: new Date(`${DAY}T06:59:00Z`) }, 'OUT_OF_HOURS'],
  ['from eight in the evening on', { at: new Date(`${DAY}T20:00:00Z`) }, 'OUT_OF_HOURS'],
  ['on a Sunday', { at: new Date('2026-11-22T12:00:00Z') }, 'OUT_OF_HOURS'],
  ['a record without a case', { disclosures: [disclosed({ caseId: undefined })] }, 'NO_CASE'],
  [
    'one’s own agency’s record',
    { persons: [], disclosures: [disclosed({ caseId: undefined, person: undefined, purpose: 'OWN_RECORDS' })] },
    'NO_CASE',
  ],
  ['in an emergency', { kind: 'BREAK_GLASS' }, 'NO_CASE'],
])('%s is told, with that reason', (_, change, code) => {
  expect(codes(look(change))).toEqual([[code]]);
});

test('hours are those of England, in summer too', () => {
  expect(codes(look({ at: new Date('2026-07-07T06:30:00Z') }))).toEqual([]);
  expect(codes(look({ at: new Date('2026-07-07T19:30:00Z') }))).toEqual([['OUT_OF_HOURS']]);
});

test.each(['Query.findChildren', 'Query.cases', 'Publication.receipts', 'Query.accessLog', 'Principal.id', 'Case.reference'])(
  '%s needs no case',
  (field) => {
    expect(codes(look({ disclosures: [disclosed({ caseId: undefined }, field)] }))).toEqual([]);
  },
);

test('nobody without a known surname or postcode matches everybody without one', () => {
  expect(codes(look({ member: 'bob' }), look({ member: 'unknown' }))).toEqual([]);
});

test('very many people on one day are told once, with how many are usual', () => {
  const day = (date: string, count: number) =>
    Array.from({ length: count }, (_, at) => look({ at: new Date(`${date}T10:00:00Z`), persons: [`p${at}`] }));
  const found = unusualAccess([...day('2026-11-23', 8), ...day('2026-11-24', 31), ...day('2026-11-25', 6)], MEMBERS, PEOPLE);
  expect(found.map(({ reasons }) => reasons)).toEqual([
    [{ code: 'VOLUME', why: 'Looked at 31 people on this day; 8 on a usual one' }],
  ]);
  expect(codes(...day('2026-11-24', 30))).toEqual([]);
});

test('somebody whose every day is full is not unusual', () => {
  const day = (date: string) =>
    Array.from({ length: 40 }, (_, at) => look({ at: new Date(`${date}T10:00:00Z`), persons: [`p${at}`] }));
  expect(codes(...day('2026-11-23'), ...day('2026-11-24'), ...day('2026-11-25'))).toEqual([]);
});

test('no reason names a person', () => {
  const all = unusualAccess([look({ persons: ['namesake', 'neighbour'], at: new Date(`${DAY}T03:00:00Z`) })], MEMBERS, PEOPLE);
  expect(all[0]?.reasons.map(({ code }) => code)).toEqual(['OWN_SURNAME', 'OWN_POSTCODE', 'OUT_OF_HOURS']);
  expect(JSON.stringify(all[0]?.reasons).toLowerCase()).not.toMatch(/hartley|cole|bb1/);
});
