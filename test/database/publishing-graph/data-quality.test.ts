import { withClient } from '../../../tools/local-postgres/databases';
import { person, Police } from './support';

let police: Police;
beforeAll(async () => {
  police = await Police.start();
});
afterAll(() => police.under.close());

const SCORECARD = `{ policeDataQuality { format publications rows acceptedShare people withNhsNumber withUpn withPostcode withDateOfBirth timeliness
  trend { rows acceptedShare } } }`;
const scorecard = async () =>
  (await police.publisher().ask<{ data: { policeDataQuality: object[] } }>(SCORECARD)).data.policeDataQuality;
const NHS = ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069'];
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const marker = (key: string, days: number) => ({
  kind: 'warning-marker',
  key,
  person: 'p0',
  data: { marker: 'VIOLENT', from: daysAgo(days) },
});

test('an agency that has published nothing has no scorecard', async () => {
  expect(await scorecard()).toEqual([]);
});

test('numbers of people under 5 are left out', async () => {
  await police.publish([person('p0', 'A', { nhsNumber: NHS[0] })], 'one');
  expect(await scorecard()).toEqual([
    expect.objectContaining({
      format: 'police-v1',
      publications: 1,
      rows: 1,
      acceptedShare: 1,
      people: null,
      withNhsNumber: null,
      timeliness: null,
    }),
  ]);
});

test('the scorecard counts what was published by hand', async () => {
  const postcode = { addresses: [{ lines: ['1 Mill Lane'], postcode: 'BB1 7AA' }] };
  const people = Array.from({ length: 20 }, (_, index) =>
    person(`p${index}`, 'A', {
      // 6 of 20 with a number, all born but none in 20, 18 of 20 with a postcode: of two people nothing may be told.
      ...(index < 6 ? { nhsNumber: NHS[index] } : {}),
      ...(index < 18 ? postcode : {}),
    }),
  );
  const markers = [0, 2, 3, 10, 400].map((days, index) => marker(`w${index}`, days));
  const { data } = await police.publish([...people, ...markers, { kind: 'x' }, { kind: 'x' }, { kind: 'x' }], 'two');
  expect(data.done?.rows).toMatchObject({ rejected: 3 });
  expect(await scorecard()).toEqual([
    {
      format: 'police-v1',
      publications: 2,
      rows: 29,
      acceptedShare: 0.897,
      people: 20,
      withNhsNumber: 0.3,
      withUpn: 0,
      withPostcode: null,
      withDateOfBirth: 1,
      timeliness: 3,
      trend: [
        { rows: 1, acceptedShare: 1 },
        { rows: 28, acceptedShare: 0.893 },
      ],
    },
  ]);
});

test('a correction and a retraction are neither late nor counted', async () => {
  await police.publish([{ ...marker('w0', 0), data: { marker: 'WEAPONS', from: daysAgo(300) } }], 'three');
  await withClient(police.under.database.adminUrl, (client) =>
    client.query("update publication set received_at = received_at + interval '1 minute' where idempotency_key = 'three'"),
  );
  expect((await scorecard())[0]).toMatchObject({ timeliness: 3 });
  await police.retract({ kind: 'person', key: 'p19', reason: 'r' });
  expect((await scorecard())[0]).toMatchObject({ people: 19, format: 'police-v1' });
  expect(await scorecard()).toHaveLength(1);
});
