import { fhirR4 } from '../../../../importers/fhir-r4';
import { readFiles, recordsOf, told, unexplained } from '../support';
import { ADA, BEN_NHS, bundle, concept, NHS, type Resource, toXml } from './resources';

const subject = { reference: 'Patient/ada' };
const RESOURCES: readonly Resource[] = [
  {
    ...ADA,
    meta: { security: [{ code: 'R' }] },
    extension: [
      { url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory', valueCodeableConcept: concept('A') },
    ],
    address: [{ line: ['1 <High> Street & "Co"'], city: 'Blackburn', postalCode: 'BB1 7AA', period: { start: '2020-01-01' } }],
    generalPractitioner: [{ identifier: { value: 'P81001' }, display: 'The Surgery' }],
  },
  {
    resourceType: 'RelatedPerson',
    id: 'mum',
    identifier: [{ system: NHS, value: BEN_NHS }],
    patient: subject,
    relationship: [concept('MTH')],
    name: [{ family: 'Okafor', given: ['Zoë'] }],
  },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { code: 'EMER' },
    subject,
    period: { start: '2024-07-01T00:30:00Z' },
  },
  { resourceType: 'Appointment', id: 'a1', status: 'noshow', start: '2024-05-01T09:00:00Z', participant: [{ actor: subject }] },
  {
    resourceType: 'EpisodeOfCare',
    id: 'p1',
    status: 'active',
    type: [{ text: 'CAMHS' }],
    patient: subject,
    period: { start: '2024-05-01' },
  },
  { resourceType: 'Condition', id: 'c1', code: concept('195967001', 'Asthma'), subject, onsetDateTime: '2020-01-01' },
  {
    resourceType: 'Observation',
    id: 'o1',
    status: 'final',
    code: concept('29463-7', 'Weight'),
    subject,
    effectiveDateTime: '2024-01-01',
    valueQuantity: { value: 23.5, unit: 'kg' },
  },
  {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { text: 'MMR' },
    patient: subject,
    occurrenceDateTime: '2016-06-01',
  },
  { resourceType: 'Flag', id: 'f1', status: 'active', code: concept('child-protection-information-system-flag'), subject },
  { resourceType: 'CarePlan', id: 'cp1', status: 'active', category: [concept('342191000000101', 'Plan')], subject },
  { resourceType: 'Procedure', id: 'pr1', status: 'completed', subject },
];

const bare = (rows: Awaited<ReturnType<typeof read>>) =>
  rows.map(({ records, problems }) => ({
    records,
    problems: problems.map(({ severity, code, field }) => [severity, code, field]),
  }));
const read = (name: string, text: string | Uint8Array) => readFiles(fhirR4, { [name]: text });

test('a bundle in JSON, in XML and as one resource on each line gives the same records and problems', async () => {
  const json = bare(await read('bundle.json', JSON.stringify(bundle(...RESOURCES))));
  expect(json.flatMap(({ records }) => records)).toHaveLength(12);
  expect(bare(await read('bundle.xml', toXml(bundle(...RESOURCES))))).toEqual(json);
  const lines = RESOURCES.map((resource) => JSON.stringify(resource)).join('\n');
  expect(bare(await read('resources.ndjson', lines))).toEqual(json);
  expect(bare(await read('a name that says nothing', `${lines}\n`))).toEqual(json);
});

test.each(RESOURCES.map((resource) => [resource.resourceType, resource] as const))(
  'a single %s gives the same in JSON and in XML',
  async (_type, resource) => {
    const json = await read('resource', JSON.stringify(resource));
    expect(unexplained(json)).toEqual([]);
    expect(json).toHaveLength(1);
    expect(await read('resource', toXml(resource))).toEqual(json);
  },
);

test('a bundle is read entry by entry, also when it is indented, and rows are entries', async () => {
  const rows = await read('bundle.json', JSON.stringify(bundle(...RESOURCES), null, 2));
  expect(rows.map(({ row }) => row)).toEqual(RESOURCES.map((_resource, index) => index + 1));
});

test('a bundle that says last that it is one is read all the same', async () => {
  const { resourceType, ...rest } = bundle(ADA);
  expect(recordsOf(await read('bundle.json', JSON.stringify({ ...rest, resourceType })), 'person')).toHaveLength(1);
});

test('a resource that has entries and is no bundle is one resource', async () => {
  const list = { resourceType: 'List', id: 'l1', entry: [{ item: { reference: 'Patient/ada' } }] };
  for (const text of [JSON.stringify(list), toXml(list)]) {
    expect(told(await read('list', text))).toEqual(['warning 1 resource-set-aside List.resourceType']);
  }
});

test('half a bundle keeps the entries before the cut, in JSON and in XML, and says where it broke off', async () => {
  const resources = RESOURCES.slice(0, 4);
  for (const [whole, end] of [
    [JSON.stringify(bundle(...resources)), ']}'],
    [toXml(bundle(...resources)), '</Bundle>'],
  ] as const) {
    const ends = resources.map((resource) => {
      const text =
        end === ']}'
          ? `${JSON.stringify({ resource })}`
          : `<entry><resource>${toXml(resource).replace(' xmlns="http://hl7.org/fhir"', '')}</resource></entry>`;
      return whole.indexOf(text) + text.length;
    });
    for (let length = 0; length < whole.length; length += 7) {
      const rows = await read('bundle', whole.slice(0, length));
      expect(unexplained(rows)).toEqual([]);
      // The last entry is known to be whole only once something follows it, or its own end tag.
      const complete = ends.filter((at) => (end === ']}' ? at < length : at <= length)).length;
      expect(rows.filter(({ records }) => records.length > 0).length).toBe(complete);
      expect(rows.at(-1)?.problems.some(({ severity }) => severity === 'error')).toBe(true);
    }
  }
});

test('an entry that is broken costs itself only', async () => {
  const text = `{"resourceType":"Bundle","entry":[{"resource":${JSON.stringify(ADA)}},{"resource":{"a":}},{"fullUrl":"x"},7,{"resource":${JSON.stringify(RESOURCES[5])}}]}`;
  const rows = await read('bundle.json', text);
  expect(told(rows)).toEqual([
    'error 2 malformed-json file',
    'error 3 entry-without-resource file',
    'error 4 malformed-json file',
  ]);
  expect(rows.flatMap(({ records }) => records).map(({ kind }) => kind)).toEqual(['person', 'condition']);
});

test('lines of bulk data that are broken, too long or of another format are named one by one', async () => {
  const lines = [
    JSON.stringify(ADA),
    '{"resourceType":',
    '{"kind":"person"}',
    `"${'x'.repeat(1_100_000)}"`,
    '',
    '[]',
    JSON.stringify(RESOURCES[5]),
  ];
  expect(told(await read('bulk.ndjson', lines.join('\r\n')))).toEqual([
    'error 2 malformed-json file',
    'error 3 wrong-format file',
    'error 4 line-too-long file',
    'error 6 malformed-json file',
  ]);
});

test.each([
  ['an empty file', '', 'error 1 empty-file file'],
  ['blanks', ' \n\n', 'error 1 wrong-format file'],
  ['a table', 'CHILD,DOB\n1,2\n', 'error 1 wrong-format file'],
  ['other JSON', '{"kind":"person","key":"1"}', 'error 1 wrong-format file'],
  ['a list of resources', '[{"resourceType":"Patient"}]', 'error 1 wrong-format file'],
  ['half a resource', '{"resourceType":"Patient","id":', 'error 1 malformed-json file'],
  ['the children in need census', '<Message><Header/></Message>', 'error 1 wrong-format file'],
  ['a web page', '<html><body>Not found</body></html>', 'error 1 wrong-format file'],
  ['a document type', '<!DOCTYPE Bundle [<!ENTITY x "y">]><Bundle xmlns="http://hl7.org/fhir"/>', 'error 1 doctype-refused file'],
  ['an empty bundle', '{"resourceType":"Bundle","entry":[]}', 'error 1 no-records file'],
  ['a bundle without entries', '<Bundle xmlns="http://hl7.org/fhir"><total value="0"/></Bundle>', 'error 1 no-records file'],
  ['a type that FHIR does not have', '{"resourceType":"Pateint","id":"1"}', 'error 1 unknown-resource-type resourceType'],
  ['a bundle in a bundle', JSON.stringify(bundle(bundle(ADA))), 'error 1 nested-bundle Bundle.resourceType'],
  ['text after a resource', `${toXml(ADA)}<more/>`, 'error 1 malformed-xml file'],
])('%s says so', async (_what, text, problem) => {
  expect(told(await read('file', text))).toEqual([problem]);
});

test('a value that is no text refuses its entry', async () => {
  const rows = await read('bundle.json', JSON.stringify(bundle({ ...ADA, id: 'a\u0000b' }, { ...ADA, gender: '\ud800' }, ADA)));
  expect(told(rows)).toEqual(['error 1 not-text file', 'error 2 not-text file']);
  expect(recordsOf(rows, 'person')).toHaveLength(1);
});

test('an entry of 20 MB is refused, and the entries before it are kept', async () => {
  const rows = await read('bundle.json', JSON.stringify(bundle(ADA, { ...ADA, language: 'x'.repeat(20_000_000) }, ADA)));
  expect(told(rows)).toEqual(['error 2 too-large file']);
  expect(recordsOf(rows, 'person')).toHaveLength(1);
});

test('nesting of 50,000 in an entry is read past', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const rows = await read(
    'bundle.json',
    `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"x","contact":${deep}}}]}`,
  );
  expect(recordsOf(rows, 'person')).toHaveLength(1);
});
