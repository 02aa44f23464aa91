import { fhirR4 } from '../../../../importers/fhir-r4';
import { readFiles, recordsOf, told } from '../support';
import { ADA, ADA_NHS, BEN_NHS, bundle, concept, NHS, readBundle, type Resource } from './resources';

const UUID = 'urn:uuid:857d3c72-1672-4c8f-b6a1-4d04b44b0d7a';

const condition = (subject: object | undefined): Resource => ({
  resourceType: 'Condition',
  id: 'c1',
  code: concept('195967001', 'Asthma'),
  subject,
});

test.each<[string, object]>([
  ['Patient/ada', { reference: 'Patient/ada' }],
  ['the address of the patient', { reference: 'https://example.org/fhir/Patient/ada' }],
  ['a version of the patient', { reference: 'Patient/ada/_history/3' }],
  ['the NHS number', { identifier: { system: NHS, value: ADA_NHS } }],
  ['the NHS number with spaces', { identifier: { system: NHS, value: '999 000 0018' } }],
  ['an NHS number without a system', { identifier: { value: ADA_NHS } }],
])('a patient of the publication is found by %s', async (_by, subject) => {
  const rows = await readBundle(condition(subject), ADA);
  expect(told(rows)).toEqual([]);
  expect(recordsOf(rows, 'condition')[0]?.person).toBe('ada');
});

test('a patient is found by the full URL of the entry, in JSON', async () => {
  const text = JSON.stringify({
    ...bundle(),
    entry: [{ resource: condition({ reference: UUID }) }, { fullUrl: UUID, resource: ADA }],
  });
  const rows = await readFiles(fhirR4, { 'bundle.json': text });
  expect(told(rows)).toEqual([]);
  expect(recordsOf(rows, 'condition')[0]?.person).toBe('ada');
});

test('a patient may stand in another file of the publication', async () => {
  const rows = await readFiles(fhirR4, {
    'condition.json': JSON.stringify(condition({ reference: 'Patient/ada' })),
    'patient.json': JSON.stringify(ADA),
  });
  expect(told(rows)).toEqual([]);
});

test.each<[string, object, string]>([
  ['Patient/ben', { reference: 'Patient/ben' }, 'ben'],
  ['an NHS number', { identifier: { system: NHS, value: BEN_NHS } }, BEN_NHS],
  ['a UUID', { reference: UUID }, UUID.slice(9)],
])(
  'a patient who is not in the publication keeps the id of the reference, and a warning says so: %s',
  async (_by, subject, id) => {
    const rows = await readBundle(condition(subject));
    expect(told(rows)).toEqual(['warning 1 patient-not-in-publication Condition.subject']);
    expect(recordsOf(rows, 'condition')[0]?.person).toBe(id);
  },
);

test.each<[string, object | undefined]>([
  ['nothing', undefined],
  ['an empty reference', {}],
  ['a group', { reference: 'Group/ada' }],
  ['a fragment', { reference: '#ada' }],
  ['an id with characters that no id has', { reference: 'Patient/a b' }],
  ['a number that fails its check digit', { identifier: { system: NHS, value: '9990000019' } }],
])('a reference to %s rejects the resource', async (_what, subject) => {
  expect(told(await readBundle(condition(subject), ADA))).toEqual(['error 1 missing-patient Condition.subject']);
});

test('a number of another system is no NHS number, even when its check digit happens to be right', async () => {
  const rows = await readBundle(condition({ identifier: { system: 'https://hospital.example/mrn', value: ADA_NHS } }), ADA);
  expect(told(rows)).toEqual(['error 1 missing-patient Condition.subject']);
});

test('a resource without an id has the same key in every file and place, and another resource has another', async () => {
  const first = { ...condition({ reference: 'Patient/ada' }), id: undefined };
  const other = { ...first, code: concept('73211009', 'Diabetes') };
  const keys = async (...resources: Resource[]) => recordsOf(await readBundle(...resources), 'condition').map(({ key }) => key);
  const [key] = await keys(first);
  expect(await keys(other, ADA, first)).toEqual([expect.not.stringMatching(key ?? ''), key]);
  const [ofBen] = await keys({ ...first, subject: { reference: 'Patient/ben' } });
  expect(ofBen).not.toBe(key);
});
