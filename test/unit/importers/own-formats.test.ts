import educationSchema from '../../../docs/formats/education-v1.schema.json';
import policeSchema from '../../../docs/formats/police-v1.schema.json';
import socialCareSchema from '../../../docs/formats/social-care-v1.schema.json';
import type { Importer, PublishedRecord } from '../../../common/publishing/record';
import { educationV1 } from '../../../importers/education-v1';
import { policeV1 } from '../../../importers/police-v1';
import {
  DASH_GRADES,
  INCIDENT_TYPES,
  INVOLVEMENT_ROLES,
  MISSING_GRADES,
  WARNING_MARKERS,
} from '../../../importers/records/police';
import { socialCareV1 } from '../../../importers/social-care-v1';
import { readFiles, recordsOf, told, unexplained } from './support';

const person = { kind: 'person', key: 'N1', person: 'N1', data: { lifeStage: 'CHILD', names: [], addresses: [] } };
const relationship = {
  kind: 'relationship',
  key: 'r1',
  person: 'N1',
  data: { type: 'PARENT', of: 'N2', from: '2015-01-01', to: '2030-01-01' },
};
const about = (kind: string, data: object): object => ({ kind, key: `${kind}-1`, person: 'N1', data });

/** One record of each kind of each format, as small as it may be. */
const SMALLEST: readonly (readonly [Importer, object, readonly object[]])[] = [
  [
    policeV1,
    policeSchema,
    [
      person,
      relationship,
      { kind: 'incident', key: 'i1', data: { reference: 'LC-1', type: 'ASSAULT', occurredAt: '2024-05-01T09:00:00Z' } },
      about('involvement', { incident: 'i1', role: 'VICTIM' }),
      { kind: 'domestic-abuse', key: 'd1', data: { incident: 'i1', dashGrade: 'HIGH', dashScore: 14 } },
      about('missing-episode', { reportedAt: '2024-05-01T09:00:00+01:00', riskGrade: 'MEDIUM' }),
      about('custody', { arrestedAt: '2024-05-01T09:00:00Z', offence: 'Assault' }),
      about('warning-marker', { marker: 'VIOLENT', from: '2024-05-01', to: '2030-01-01' }),
      about('intelligence', {
        reportedOn: '2024-05-01',
        sourceGrade: '1',
        informationGrade: 'A',
        handling: 'P',
        topic: 'DRUGS',
        summary: 'Seen',
      }),
    ],
  ],
  [
    educationV1,
    educationSchema,
    [
      person,
      relationship,
      about('enrolment', { school: 'St Peter' }),
      about('safeguarding-concern', { raisedOn: '2024-05-01', category: 'NEGLECT', summary: 'Hungry' }),
      about('home-education', { from: '2024-05-01' }),
      about('missing-education', { from: '2024-05-01' }),
    ],
  ],
  [
    socialCareV1,
    socialCareSchema,
    [
      person,
      relationship,
      about('contact', { receivedOn: '2024-05-01' }),
      about('allocated-worker', { worker: 'W1', from: '2024-05-01' }),
    ],
  ],
];

const read = <R extends PublishedRecord>(importer: Importer<R>, ...lines: unknown[]) =>
  readFiles(importer, {
    'extract.ndjson': lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  });

describe.each(SMALLEST.map(([importer, schema, records]) => [importer.format, importer, schema, records] as const))(
  '%s',
  (_format, importer, schema, records) => {
    test('has a sample here of each kind in its schema', () => {
      const kinds = (schema as { oneOf: { properties: { kind: { const?: string } } }[] }).oneOf.flatMap(
        ({ properties }) => properties.kind.const ?? [],
      );
      expect(records.map((record) => (record as { kind: string }).kind)).toEqual(kinds);
    });

    test.each(records.map((record) => [(record as { kind: string }).kind, record] as const))(
      'a line of the kind %s becomes that record',
      async (kind, record) => {
        const rows = await read(importer, record);
        expect(told(rows)).toEqual([]);
        const [found] = rows[0]?.records ?? [];
        if (kind === 'person') expect(found).toMatchObject({ kind, person: 'N1', data: { lifeStage: 'CHILD' } });
        else expect(found).toEqual(record);
      },
    );

    test.each(
      records.map((record) => [(record as { kind: string }).kind, record as Record<string, Record<string, unknown>>] as const),
    )('a %s without a field that it needs, or with one it does not have, is rejected by name', async (_kind, record) => {
      for (const field of ['key', 'data', ...('person' in record ? ['person'] : [])]) {
        const { [field]: _, ...rest } = record;
        expect(told(await read(importer, rest))).toContain(`error 1 missing-value ${field}`);
      }
      expect(told(await read(importer, { ...record, extra: 1 }))).toEqual(['error 1 unknown-field record']);
      expect(told(await read(importer, { ...record, data: { ...record.data, extra: 1 } }))).toEqual([
        'error 1 unknown-field data',
      ]);
    });

    test('a retraction takes a record back by its key or its id, with a reason', async () => {
      const rows = await read(importer, { kind: 'relationship', key: 'r1', retract: 'Wrong family' });
      expect(told(rows)).toEqual([]);
      expect(unexplained(rows)).toEqual([]);
      expect(rows[0]).toMatchObject({ records: [], retraction: { kind: 'relationship', key: 'r1', reason: 'Wrong family' } });
      expect(told(await read(importer, { kind: 'relationship', key: 'r1', retract: ' ' }))).toEqual([
        'error 1 invalid-value retract',
      ]);
      expect(told(await read(importer, { kind: 'relationship', retract: 'x' }))).toEqual(['error 1 missing-value key']);
      expect(told(await read(importer, { kind: 'shoe', key: 'r1', retract: 'x' }))).toEqual(['error 1 unknown-kind kind']);
    });

    test('lines that are no records are named one by one, and the others are kept', async () => {
      const lines = ['{"kind":', 'CHILD,DOB', '', '[]', 'null', '{"kind":"shoe"}', '{"kind":["person"]}', person];
      const rows = await read(importer, ...lines);
      expect(told(rows)).toEqual([
        'error 1 malformed-json line',
        'error 2 malformed-json line',
        'error 4 malformed-json line',
        'error 5 malformed-json line',
        'error 6 unknown-kind kind',
        'error 7 unknown-kind kind',
      ]);
      expect(rows.at(-1)?.row).toBe(8);
      expect(rows.at(-1)?.records).toHaveLength(1);
    });
  },
);

const about1 = (data: object): object => ({ ...person, data: { ...person.data, ...data } });

test('the checks that a schema cannot make leave out what fails and keep the person', async () => {
  const rows = await read(
    policeV1,
    about1({
      nhsNumber: '999 000 0018',
      upn: 'h801200001001 ',
      formerUpns: ['H801200001001', 'B801200001001'],
      addresses: [{ lines: ['1 High Street'], postcode: 'bb17aa' }],
    }),
    about1({ nhsNumber: '9990000019', upn: 'B801200001001', ethnicity: 'XXX', addresses: [{ lines: [], postcode: '90210' }] }),
  );
  const [right, wrong] = recordsOf(rows, 'person').map(({ data }) => data);
  expect(right).toMatchObject({
    nhsNumber: '9990000018',
    upn: 'H801200001001',
    formerUpns: ['H801200001001'],
    addresses: [{ postcode: 'BB1 7AA' }],
  });
  expect(wrong).toMatchObject({ lifeStage: 'CHILD' });
  expect([wrong?.nhsNumber, wrong?.upn, wrong?.ethnicity, wrong?.addresses[0]?.postcode]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(told(rows)).toEqual([
    'warning 1 invalid-upn data.formerUpns',
    'warning 2 invalid-nhs-number data.nhsNumber',
    'warning 2 invalid-upn data.upn',
    'warning 2 unknown-code data.ethnicity',
    'warning 2 invalid-postcode data.addresses.postcode',
  ]);
});

test('a person’s key is the person', async () => {
  expect(told(await read(policeV1, { ...person, key: 'other' }))).toEqual(['error 1 key-is-not-person key']);
});

test('an unborn child’s expected date and an address’s end may lie ahead; other dates may not, also in lists', async () => {
  const rows = await read(
    socialCareV1,
    about1({ lifeStage: 'UNBORN', expectedDate: '2027-02-01', addresses: [{ lines: [], from: '2020-01-01', to: '2027-02-01' }] }),
    about1({ dateOfBirth: '2026-11-23' }),
    about1({ addresses: [{ lines: [] }, { lines: [], from: '2026-11-23' }] }),
    about1({ dateOfBirth: '2026-11-22' }),
  );
  expect(told(rows)).toEqual(['error 2 date-in-future data.dateOfBirth', 'error 3 date-in-future data.addresses.1.from']);
});

test.each([
  '2024-06-30T23:59:60Z',
  '2024-05-01 09:00:00Z',
  '2024-05-01T09:00:00+01',
  '0001-01-01T00:00:00Z',
  '2024-05-01T09:00:00',
  '2024-05-01',
])('the time %s, which the schema’s format may allow, is refused', async (occurredAt) => {
  const incident = { kind: 'incident', key: 'i1', data: { reference: 'LC-1', type: 'ASSAULT', occurredAt } };
  expect(told(await read(policeV1, incident))[0]).toMatch(/^error 1 invalid-(date|value) data.occurredAt$/);
});

test.each(['2023-02-29', '0000-01-01', '1849-12-31', '31/03/2024'])('the date %s is refused', async (dateOfBirth) => {
  expect(told(await read(policeV1, about1({ dateOfBirth })))[0]).toMatch(/^error 1 invalid-(date|value) data.dateOfBirth$/);
});

test.each([
  ['a zero', 'x\u0000y'],
  ['half a character', '\ud800'],
])('a text with %s is refused: no database holds it', async (_what, summary) => {
  const record = about('safeguarding-concern', { raisedOn: '2024-05-01', category: 'NEGLECT', summary });
  expect(told(await read(educationV1, record))).toEqual(['error 1 not-text line']);
});

test.each(['__proto__', 'constructor', 'toString'])('a field called %s is a field the format does not have', async (field) => {
  const line = JSON.stringify(person);
  expect(told(await read(policeV1, line.replace('{"kind"', `{"${field}":{},"kind"`)))).toEqual(['error 1 unknown-field record']);
  expect(told(await read(policeV1, line.replace('{"lifeStage"', `{"${field}":{},"lifeStage"`)))).toEqual([
    'error 1 unknown-field data',
  ]);
  expect(told(await read(policeV1, line.replace('"person"', `"${field}"`)))).toEqual(['error 1 unknown-kind kind']);
});

test('a line of more than a million characters is refused, and the next is read', async () => {
  const rows = await read(policeV1, about1({ names: [{ use: 'USUAL', given: [], family: 'x'.repeat(10_000_000) }] }), person);
  expect(told(rows)).toEqual(['error 1 line-too-long file']);
  expect(rows.at(-1)).toMatchObject({ row: 2, records: [{ kind: 'person' }] });
});

test('the lists of the police schema are those of the records', () => {
  const text = JSON.stringify(policeSchema);
  for (const list of [INCIDENT_TYPES, INVOLVEMENT_ROLES, DASH_GRADES, MISSING_GRADES, WARNING_MARKERS]) {
    expect(text).toContain(JSON.stringify(list));
  }
});

test('a file with nothing but blank lines has no records', async () => {
  expect(told(await read(policeV1, '', ' ', ''))).toEqual(['error 1 no-records file']);
});
