import type { ServerResponse } from 'node:http';
import type { Behaviour } from '../../support/stand-in';
import { hub, type Json, looking, probe } from './support/attacked';

/** A broken or hostile agency costs its own part of the answer; `hostile-agency.test.ts` has sixty more ways of lying. */

const CHILD = probe(
  'hostile',
  'query Hostile($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { id names { family } police { incidents { id summary } } health { conditions { id } } sources { agency state } threshold { complete couldReach level } } }',
);
const says =
  (text: string, status = 200): Behaviour =>
  (_exchange, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
const changed =
  (change: (answer: Json) => Json): Behaviour =>
  async (exchange, response) => {
    const { body } = await exchange.forward();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(change(JSON.parse(body))));
  };
const entities = (change: (entity: Json) => Json): Behaviour =>
  changed((answer) => ({ ...answer, data: { _entities: answer.data._entities.map(change) } }));

async function endless(_exchange: unknown, response: ServerResponse): Promise<true> {
  response.writeHead(200, { 'content-type': 'application/json' });
  const block = Buffer.alloc(1_048_576, ' ');
  for (let sent = 0; sent < 100 && !response.destroyed; sent += 1) {
    if (!response.write(block)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
  }
  response.end();
  return true;
}

const LIES: [string, Behaviour, string][] = [
  ['malformed JSON', says('{"data":{"_entities":[{"'), 'BAD_ANSWER'],
  ['no JSON at all', says('<html>Amelia Hartley</html>', 500), 'BAD_ANSWER'],
  ['wrong types', entities((entity) => ({ ...entity, police: { ...entity.police, incidents: 'none' } })), 'BAD_ANSWER'],
  ['extra fields', entities((entity) => ({ ...entity, names: [{ family: 'Invented' }] })), 'BAD_ANSWER'],
  [
    '__proto__',
    (_exchange, response) =>
      response.writeHead(200).end('{"data":{"_entities":[{"__proto__":{"isAdmin":true},"__typename":"Child"}]}}'),
    'BAD_ANSWER',
  ],
  ['a hundred megabytes', endless, 'TOO_LARGE'],
  [
    'an answer for another child',
    changed((answer) => ({ data: { _entities: [...answer.data._entities, answer.data._entities[0]] } })),
    'BAD_ANSWER',
  ],
  ['another agency’s field', entities((entity) => ({ ...entity, health: { conditions: [] } })), 'BAD_ANSWER'],
  [
    'an answer depth of ten thousand',
    says(`{"data":{"_entities":[${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}]}}`),
    'BAD_ANSWER',
  ],
  ['a redirect', (_exchange, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'BAD_ANSWER'],
  ['that it knows nobody', says('{"errors":[]}', 401), 'REFUSED'],
  ['nothing, and hangs up', (_exchange, response) => response.destroy(), 'UNREACHABLE'],
];

describe('9. A hostile or broken agency', () => {
  let well: Json;
  const police = () => hub().standIn('police');
  const ask = () => hub().as('mash-analyst').query(CHILD, looking());

  beforeAll(async () => {
    well = (await ask()).data.child;
    expect(well.police.incidents.length).toBeGreaterThan(0);
  });
  afterEach(async () => {
    police().behaviour = undefined;
    // Nothing of the lie is left behind.
    expect((await ask()).data.child.police).toEqual(well.police);
  });

  test.each(LIES)('%s: contained, named, nothing invented', async (_what, behaviour, reason) => {
    police().behaviour = (exchange, response) => (exchange.path === '/graphql' ? behaviour(exchange, response) : undefined);
    const { status, data, errors, text } = await ask();
    expect(status).toBe(200);
    expect(data.child.police).toBeNull();
    expect(data.child.names).toEqual(well.names);
    expect(data.child.health).toEqual(well.health);
    expect(errors.map(({ path, extensions }) => ({ path, ...extensions }))).toEqual([
      { path: ['child', 'police'], code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason },
    ]);
    const states = Object.fromEntries(data.child.sources.map(({ agency, state }: Json) => [agency, state]));
    expect(states.POLICE).toBe('UNAVAILABLE');
    expect(states.HEALTH).toBe('RECORDS_FOUND');
    expect(data.child.threshold.couldReach).toBeGreaterThanOrEqual(data.child.threshold.level);
    expect(text).not.toMatch(/Invented|isAdmin|<html>/);
    expect(({} as Json).isAdmin).toBeUndefined();
  });

  test('words of its own: its error messages are not passed on', async () => {
    police().behaviour = changed((answer) => ({
      ...answer,
      errors: [
        {
          message: 'select * from nominal where name = Hartley',
          path: ['_entities', 0, 'police', 'incidents'],
          extensions: { code: 'INTERNAL', stacktrace: ['at x.js:1'] },
        },
      ],
    }));
    const { text } = await ask();
    expect(text).not.toMatch(/select \*|stacktrace|x\.js/);
  });
});
