import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { makeBorough } from '../../demo/borough';
import { Journey } from '../support/journey';
import { logsOf, PersonalData } from '../support/no-personal-data';
import { COLLATED, collated } from './support/collated';
import { formOf } from './support/publishing';

/**
 * No personal data in any log or error. Every journey's logs are searched when it stops; here everything that goes wrong is made to
 * go wrong with people's names in it, in the rehearsal profile and at its loudest.
 */

const CHILDREN = 40;
let journey: Journey;
let people: PersonalData;
const child = makeBorough({ children: CHILDREN, today: new Date().toISOString().slice(0, 10) }).families[0]?.family.people.find(
  ({ stage }) => stage === 'CHILD',
);

beforeAll(async () => {
  journey = await Journey.start({ children: CHILDREN, standIns: true, publishAnew: true });
  people = new PersonalData(CHILDREN);
}, 120_000);
afterAll(() => journey?.stop(), 30_000);

const NAME = `${child?.given} ${child?.family}`;
const POSTCODE = child?.addresses[0]?.postcode ?? '';
const NUMBER = child?.nhsNumber ?? '';

test('the search knows whom to look for, or finding nothing would prove nothing', () => {
  expect(people.size).toBeGreaterThan(200);
  for (const text of [
    `user ${NAME} failed`,
    `{"detail":"Key (nhs_number)=(${NUMBER}) already exists."}`,
    `near "${POSTCODE}"`,
    POSTCODE.replace(' ', ''),
    NAME.toUpperCase(),
  ]) {
    expect(people.findIn(text).length).toBeGreaterThan(0);
  }
  expect(people.findIn('{"level":30,"service":"gateway","code":"SERVICE_READY","port":4000}')).toEqual([]);
});

test('whatever goes wrong with people’s data in it, no answer repeats it and no log keeps it', async () => {
  const analyst = journey.as('mash-analyst');
  const find = 'query Find($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id } }';
  const faults = [
    await analyst.query(find, { search: { name: `${NAME}\u0000` } }),
    await analyst.query(find, { search: { name: NAME, dateOfBirth: NAME } }),
    await analyst.query(find, { search: { name: 7, nhs: NUMBER } }),
    await analyst.query(find, { search: NAME }),
    await analyst.post(`{"query":"{ me { id } }","variables":{"name":"${NAME}"`),
  ];
  for (const { text } of faults) expect(people.findIn(text)).toEqual([]);
  // An operation that holds values is the caller's own mistake; its text is told to nobody else, and no log has it.
  await analyst.query(`{ findChildren(search: { name: "${NAME}" purpose: SCREENING) { id } }`);
  await analyst.query(`{ child(id: "${NAME}", purpose: ${NUMBER}) { id } }`);
  await analyst.query(`query ${NAME.replace(/\W/g, '_')} { nothing }`);

  for (const name of ['police', 'mash', 'health']) {
    const standIn = journey.standIn(name);
    standIn.behaviour = ({ path }, response) =>
      path === '/graphql' ? response.writeHead(500).end(`<html>${NAME} ${NUMBER} ${POSTCODE}</html>`) : undefined;
    const { text } = await collated(analyst, { ...journey.demonstration, purpose: 'SECTION_47' });
    expect(text).not.toContain('<html>');
    standIn.behaviour = undefined;
  }

  const publisher = journey.as('police-publisher');
  const broken = [
    JSON.stringify({ kind: 'person', key: NAME, person: NAME, data: { names: NAME, nhsNumber: NUMBER } }),
    `{"kind":"incident","key":"${NAME}","data":{"summary":"${NAME} of ${POSTCODE}"`,
    NAME,
  ].join('\n');
  const { body } = await publisher.publishing('police/police-v1', formOf([{ name: `${NAME}.ndjson`, bytes: broken }]));
  await publisher.publishing(`police/publications/${body.id}`);
  await journey
    .as('social-care-publisher')
    .publishing('social-care/cin-census', formOf([{ name: 'x.xml', bytes: `<?xml version="1.0"?><${NAME}>` }]));

  // The database itself refuses something that holds a name.
  await journey.inDatabase('police', async (client) => {
    await client.query('alter table incident add constraint no_more check (id is null) not valid');
  });
  await publisher.publishing(
    'police/police-v1',
    formOf([
      {
        name: 'y.ndjson',
        bytes: `${JSON.stringify({ kind: 'incident', key: NAME, data: { reference: NAME, type: 'DOMESTIC', occurredAt: '2026-01-01T10:00:00Z', recordedAt: '2026-01-01T10:00:00Z', summary: `${NAME}, ${NUMBER}, ${POSTCODE}` } })}\n`,
      },
    ]),
  );
  await journey.as('mash-analyst').query(COLLATED, { ...journey.demonstration, purpose: 'SECTION_47' });

  const logs = logsOf(journey.dataDir);
  expect(logs.map(({ name }) => name)).toEqual(expect.arrayContaining(['gateway.log', 'mash.log', 'police.log', 'postgres']));
  expect(logs.map(({ text }) => text).join('').length).toBeGreaterThan(500);
  expect(journey.personalDataInLogs()).toEqual([]);
}, 120_000);

test('one name in one log is found, or the search at the end of every journey would prove nothing', () => {
  const file = join(journey.dataDir, 'logs', 'gateway.log');
  appendFileSync(file, `{"level":50,"msg":"could not find ${NAME}"}\n`);
  expect(journey.personalDataInLogs().every((one) => one.startsWith('gateway.log: '))).toBe(true);
  expect(journey.personalDataInLogs().length).toBeGreaterThan(0);
  truncateSync(file, readFileSync(file, 'utf8').indexOf('{"level":50,"msg"'));
});
