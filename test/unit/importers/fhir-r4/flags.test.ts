import { recordsOf, told } from '../support';
import { ADA, concept, readBundle, type Resource } from './resources';

const flag = (properties: object = {}): Resource => ({
  resourceType: 'Flag',
  id: 'f1',
  status: 'active',
  code: concept('child-protection-information-system-flag', 'Child Protection Information System Flag'),
  subject: { reference: 'Patient/ada' },
  period: { start: '2024-07-22T09:00:00+00:00' },
  ...properties,
});

const flagOf = async (...resources: Resource[]) =>
  recordsOf(await readBundle(ADA, ...resources), 'health-flag').map(({ data }) => data);

test('a CP-IS flag is one', async () => {
  expect(await flagOf(flag())).toMatchObject([
    { type: 'CP_IS', active: true, from: '2024-07-22', display: 'Child Protection Information System Flag' },
  ]);
});

test.each([
  ['342191000000101', 'PROTECTION_PLAN'],
  ['818901000000100', 'UNBORN_PROTECTION_PLAN'],
  ['764841000000100', 'LOOKED_AFTER'],
])('the code %s is a CP-IS flag for %s', async (code, plan) => {
  expect(await flagOf(flag({ code: concept(code) }))).toMatchObject([{ type: 'CP_IS', plan }]);
});

test.each([
  ['902961000000107', 'Family history of FGM (female genital mutilation)', 'FGM'],
  ['1', 'Reasonable Adjustment Flag', 'REASONABLE_ADJUSTMENT'],
  ['constructor', 'Food allergy', 'OTHER'],
  ['__proto__', 'Food allergy', 'OTHER'],
])('the code %s, %s, is a flag of the type %s', async (code, display, type) => {
  const [found] = await flagOf(flag({ code: concept(code, display) }));
  expect(found?.type).toBe(type);
});

test('a flag that was removed, entered in error or has ended is kept as inactive, so that it replaces the active one', async () => {
  const ended = await flagOf(
    flag({ status: 'inactive' }),
    flag({ status: 'entered-in-error' }),
    flag({ period: { end: '2025-01-01' } }),
    flag({ period: { end: '2027-01-01' } }),
  );
  expect(ended.map(({ active }) => active)).toEqual([false, false, false, true]);
});

test('a flag without a code is rejected', async () => {
  expect(told(await readBundle(ADA, flag({ code: {} })))).toEqual(['error 2 missing-value Flag.code']);
});

const carePlan = (properties: object = {}): Resource => ({
  resourceType: 'CarePlan',
  id: 'f1',
  status: 'active',
  category: [concept('342191000000101', 'Child protection plan')],
  subject: { reference: 'Patient/ada' },
  careTeam: [{ display: 'Blackburn with Darwen' }],
  period: { start: '2024-07-22' },
  ...properties,
});

test('a child protection care plan becomes a CP-IS flag with its authority, beside a flag of the same id', async () => {
  const rows = await readBundle(ADA, flag(), carePlan());
  const [, plan] = recordsOf(rows, 'health-flag');
  expect(plan?.data).toMatchObject({ type: 'CP_IS', plan: 'PROTECTION_PLAN', active: true, authority: 'Blackburn with Darwen' });
  expect(new Set(recordsOf(rows, 'health-flag').map(({ key }) => key)).size).toBe(2);
});

test('a care plan of another kind is set aside', async () => {
  expect(told(await readBundle(ADA, carePlan({ category: [concept('734163000', 'Diabetes care plan')] })))).toEqual([
    'warning 2 resource-set-aside CarePlan.category',
  ]);
});
