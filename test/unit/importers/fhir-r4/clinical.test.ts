import { recordsOf, told } from '../support';
import { ADA, concept, readBundle, type Resource } from './resources';

const subject = { reference: 'Patient/ada' };
const condition = (properties: object = {}): Resource => ({
  resourceType: 'Condition',
  id: 'c1',
  clinicalStatus: concept('active'),
  code: concept('195967001', 'Asthma'),
  subject,
  onsetDateTime: '2020-02-03',
  recordedDate: '2020-02-04',
  ...properties,
});

test('a Condition keeps its code, the words shown and its dates', async () => {
  const rows = await readBundle(ADA, condition());
  expect(recordsOf(rows, 'condition')[0]?.data).toMatchObject({
    code: '195967001',
    system: 'http://snomed.info/sct',
    display: 'Asthma',
    status: 'active',
    onsetOn: '2020-02-03',
    recordedOn: '2020-02-04',
    safeguarding: false,
  });
});

test('a pregnancy recorded as a condition is a pregnancy too', async () => {
  const rows = await readBundle(ADA, condition({ code: concept('77386006', 'Pregnancy') }));
  expect(recordsOf(rows, 'pregnancy')[0]?.data).toEqual({ bookedOn: '2020-02-03', endedOn: undefined });
  expect(recordsOf(rows, 'condition')).toHaveLength(1);
});

test('a condition without a code is rejected; dates ahead are left out', async () => {
  const rows = await readBundle(ADA, condition({ code: undefined }), condition({ onsetDateTime: '2027-01-01' }));
  expect(told(rows)).toEqual(['error 2 missing-value Condition.code', 'warning 3 date-in-future Condition.onsetDateTime']);
});

test.each(['entered-in-error', 'refuted'])('a condition that is %s is set aside', async (code) => {
  const rows = await readBundle(ADA, condition({ verificationStatus: concept(code) }));
  expect(told(rows)).toEqual(['warning 2 withdrawn Condition.verificationStatus']);
  expect(recordsOf(rows, 'condition')).toEqual([]);
});

const observation = (properties: object = {}): Resource => ({
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  code: concept('29463-7', 'Body weight', 'http://loinc.org'),
  subject,
  effectiveDateTime: '2024-02-03T10:00:00Z',
  ...properties,
});

test.each<[object, object]>([
  [{ valueQuantity: { value: 23.5, unit: 'kg' } }, { value: '23.5', unit: 'kg' }],
  [{ valueQuantity: { value: 23, code: 'kg' } }, { value: '23', unit: 'kg' }],
  [{ valueString: 'clear' }, { value: 'clear' }],
  [{ valueCodeableConcept: { text: 'Smoker' } }, { value: 'Smoker' }],
  [{ valueBoolean: false }, { value: 'false' }],
  [{ valueInteger: 0 }, { value: '0' }],
  [{ valueDateTime: '2024-01-01' }, { value: '2024-01-01' }],
  [{}, {}],
])('what was measured, %j, is shown as the source shows it', async (properties, shown) => {
  const [found] = recordsOf(await readBundle(ADA, observation(properties)), 'observation');
  expect(found?.data).toMatchObject({ on: '2024-02-03', display: 'Body weight', ...shown });
});

test('the parts of a panel are joined', async () => {
  const part = (text: string, value: number): object => ({ code: { text }, valueQuantity: { value, unit: 'mmHg' } });
  const [found] = recordsOf(
    await readBundle(ADA, observation({ component: [part('Systolic', 107), part('Diastolic', 60)] })),
    'observation',
  );
  expect(found?.data.value).toBe('Systolic 107 mmHg; Diastolic 60 mmHg');
});

test('parts inside parts, however many, cost no time', async () => {
  let inner = '{"code":{"text":"x"}}';
  for (let depth = 0; depth < 2_000; depth += 1) inner = `{"code":{"text":"x"},"component":[${inner}]}`;
  const rows = await readBundle(ADA, observation({ component: [JSON.parse(inner) as object] }));
  expect(recordsOf(rows, 'observation')[0]?.data.value).toBe('x');
});

test('an estimated date of delivery becomes a pregnancy', async () => {
  const rows = await readBundle(ADA, observation({ code: concept('11778-8'), valueDateTime: '2027-03-01' }));
  expect(recordsOf(rows, 'pregnancy')[0]?.data).toEqual({ expectedDate: '2027-03-01', bookedOn: '2024-02-03' });
});

test('a pregnancy from an Observation and one from a Condition of the same id are two', async () => {
  const rows = await readBundle(
    ADA,
    condition({ id: 'same', code: concept('77386006') }),
    observation({ id: 'same', code: concept('11778-8'), valueDateTime: '2027-03-01' }),
  );
  expect(new Set(recordsOf(rows, 'pregnancy').map(({ key }) => key)).size).toBe(2);
});

test('an observation without a day, or entered in error, is no record', async () => {
  const rows = await readBundle(ADA, observation({ effectiveDateTime: undefined }), observation({ status: 'entered-in-error' }));
  expect(told(rows)).toEqual(['error 2 missing-value Observation.effectiveDateTime', 'warning 3 withdrawn Observation.status']);
});

const immunisation = (properties: object = {}): Resource => ({
  resourceType: 'Immunization',
  id: 'i1',
  status: 'completed',
  vaccineCode: concept('39114911000001105', 'MMR'),
  patient: subject,
  occurrenceDateTime: '2016-06-01',
  protocolApplied: [{ doseNumberPositiveInt: 1 }],
  ...properties,
});

test('an Immunization keeps what was given and when, or why it was not', async () => {
  const rows = await readBundle(
    ADA,
    immunisation(),
    immunisation({ id: 'i2', status: 'not-done', statusReason: { text: 'Declined' }, protocolApplied: undefined }),
  );
  expect(recordsOf(rows, 'immunisation').map(({ data }) => data)).toMatchObject([
    { status: 'COMPLETED', on: '2016-06-01', dose: 1, display: 'MMR' },
    { status: 'NOT_DONE', reason: 'Declined' },
  ]);
});

test.each(['done', 'constructor', '__proto__', undefined])('the status %j is none of an immunisation', async (status) => {
  expect(told(await readBundle(ADA, immunisation({ status })))).toEqual(['error 2 unknown-code Immunization.status']);
});
