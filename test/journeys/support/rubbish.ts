import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../support/journey';
import type { Behaviour } from '../../support/stand-in';

/** What an agency may say that is no answer, and what the gateway calls it. */

/** Says this instead of what the agency answered. */
export const says =
  (text: string, status = 200, type = 'application/json'): Behaviour =>
  (_exchange, response) =>
    response.writeHead(status, { 'content-type': type }).end(text);

/** Changes what the agency answered. */
export const changed =
  (change: (answer: Json) => Json): Behaviour =>
  async (exchange, response) => {
    const { body } = await exchange.forward();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(change(JSON.parse(body))));
  };
export const eachEntity = (change: (entity: Json) => Json): Behaviour =>
  changed((answer) => ({ ...answer, data: { _entities: answer.data._entities.map(change) } }));
/** Only where it is asked: what is not asked must not be there. */
const eachIncident = (change: Json): Behaviour =>
  eachEntity((entity) => {
    const incidents =
      entity.police.incidents?.map((one: Json) => ({
        ...one,
        ...Object.fromEntries(Object.entries(change).filter(([key]) => key in one)),
      })) ?? null;
    return { ...entity, police: { ...entity.police, incidents } };
  });
const inText =
  (change: (text: string) => string): Behaviour =>
  async (exchange, response) => {
    const { body } = await exchange.forward();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(change(body));
  };

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const otherChild = {
  id: '00000000-0000-4000-8000-000000000000',
  names: [{ given: ['Mallory'], family: 'Invented', use: 'USUAL', sources: [] }],
};

/** Nine megabytes of what the ledger takes. */
const ENDLESS = {
  ...{ purpose: 'SECTION_47', agreement: '1', withheld: [] },
  released: [{ category: 'x', rule: 'x', fields: new Array(45_000).fill('x'.repeat(200)) }],
};

export const RUBBISH: [what: string, behaviour: Behaviour, reason: string][] = [
  ['a web page', says('<!doctype html><title>Sign in</title>', 200, 'text/html'), 'BAD_ANSWER'],
  ['a fault page', says('<html>Internal Server Error: Amelia Hartley</html>', 500, 'text/html'), 'BAD_ANSWER'],
  ['a redirect', (_exchange, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'BAD_ANSWER'],
  ['that it does not know us', says('{"errors":[{"message":"Not authenticated"}]}', 401), 'REFUSED'],
  ['nothing', says(''), 'BAD_ANSWER'],
  ['half an answer', inText((text) => text.slice(0, text.length / 2)), 'BAD_ANSWER'],
  ['a list', says('[]'), 'BAD_ANSWER'],
  ['null', says('null'), 'BAD_ANSWER'],
  ['an object with nothing in it', says('{}'), 'BAD_ANSWER'],
  ['no data and no error', says('{"data":null}'), 'BAD_ANSWER'],
  [
    'no data and an error',
    says('{"data":null,"errors":[{"message":"relation person_9990000352 does not exist"}]}'),
    'BAD_ANSWER',
  ],
  ['a list of people that is none', says('{"data":{"_entities":{}}}'), 'BAD_ANSWER'],
  [
    'one person too many',
    changed((answer) => ({ data: { _entities: [...answer.data._entities, answer.data._entities[0]] } })),
    'BAD_ANSWER',
  ],
  ['one person too few', changed((answer) => ({ data: { _entities: answer.data._entities.slice(1) } })), 'BAD_ANSWER'],
  ['nobody', eachEntity(() => null), 'BAD_ANSWER'],
  ['people without what was asked', eachEntity(({ __typename }) => ({ __typename })), 'BAD_ANSWER'],
  ['people who are text', eachEntity(() => 'Amelia Hartley'), 'BAD_ANSWER'],
  ['people of another type', eachEntity((entity) => ({ ...entity, __typename: 'Adult' })), 'BAD_ANSWER'],
  ['what nobody asked it for: another child', eachEntity((entity) => ({ ...entity, ...otherChild })), 'BAD_ANSWER'],
  [
    'what another agency would say',
    eachEntity((entity) => ({ ...entity, health: { conditions: [] }, socialCare: null })),
    'BAD_ANSWER',
  ],
  ['grants of its own making', eachEntity((entity) => ({ ...entity, grants: { health: 'x.y.z' } })), 'BAD_ANSWER'],
  ['a record that is a list', eachEntity((entity) => ({ ...entity, police: [entity.police] })), 'BAD_ANSWER'],
  ['a record that is a number', eachEntity((entity) => ({ ...entity, police: 5 })), 'BAD_ANSWER'],
  ['a list that is text', eachEntity((entity) => ({ ...entity, police: { ...entity.police, incidents: 'none' } })), 'BAD_ANSWER'],
  ['a list of text', eachEntity((entity) => ({ ...entity, police: { ...entity.police, incidents: ['none'] } })), 'BAD_ANSWER'],
  [
    'a text that is an object',
    eachEntity((entity) => ({
      ...entity,
      police: { ...entity.police, incidents: [{ ...entity.police.incidents[0], summary: {} }] },
    })),
    'BAD_ANSWER',
  ],
  ['a word that the list of words does not have', eachIncident({ type: 'GOSSIP' }), 'BAD_ANSWER'],
  ['a number where a text should be', eachIncident({ summary: 5 }), 'BAD_ANSWER'],
  ['records without their id', eachIncident({ id: null }), 'BAD_ANSWER'],
  [
    'a record without its hidden header',
    eachEntity((entity) => ({ ...entity, police: { ...entity.police, sourceHeader: undefined } })),
    'BAD_ANSWER',
  ],
  ['__proto__ beside the data', inText((text) => text.replace('{', '{"__proto__":{"polluted":true},')), 'NONE'],
  [
    '__proto__ among the people',
    inText((text) => text.replace('"_entities":[{', '"_entities":[{"__proto__":{"polluted":true},')),
    'BAD_ANSWER',
  ],
  [
    '__proto__ in a record, written another way',
    inText((text) => text.replace('"police":{', '"police":{"\\u005f_pr\\u006fto__":{"polluted":true},')),
    'BAD_ANSWER',
  ],
  [
    'constructor in a record',
    inText((text) => text.replace('"police":{', '"police":{"constructor":{"prototype":{"polluted":true}},')),
    'BAD_ANSWER',
  ],
  ['an answer as deep as a well', says(`{"data":${nested(50_000)}}`), 'BAD_ANSWER'],
  ['a well beside the answer', inText((text) => text.replace('{', `{"well":${nested(50_000)},`)), 'NONE'],
  [
    'disclosures that hold what was disclosed',
    changed((answer) => ({
      ...answer,
      extensions: { disclosures: [{ purpose: 'Amelia Hartley was hit', agreement: '1', released: [], withheld: [] }] },
    })),
    'BAD_ANSWER',
  ],
  ['data without a word of what was disclosed', changed(({ extensions: _, ...answer }) => answer), 'BAD_ANSWER'],
  [
    'disclosures without the agreement that was decided by',
    changed((answer) => ({ ...answer, extensions: { disclosures: [{ purpose: 'SECTION_47', released: [], withheld: [] }] } })),
    'BAD_ANSWER',
  ],
  [
    'disclosures that are none',
    changed((answer) => ({ ...answer, extensions: { disclosures: [{ purpose: 'SECTION_47', agreement: '1' }] } })),
    'BAD_ANSWER',
  ],
  ['errors that are text', changed((answer) => ({ ...answer, errors: ['no'] })), 'BAD_ANSWER'],
  ['a flood of errors', changed((answer) => ({ ...answer, errors: new Array(60_000).fill({ message: 'no' }) })), 'BAD_ANSWER'],
  [
    'more for the ledger than it takes in one row',
    changed((answer) => ({ ...answer, extensions: { disclosures: [ENDLESS] } })),
    'TOO_LARGE',
  ],
];

export const hundredMegabytes: Behaviour = async (_exchange, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('error', () => undefined).setMaxListeners(200);
  response.write('{"data":{"_entities":["');
  const piece = 'x'.repeat(1024 * 1024);
  for (let sent = 0; sent < 100 && !response.destroyed; sent += 1) {
    if (!response.write(piece))
      await Promise.race([
        new Promise((resolve) => response.once('drain', resolve)),
        new Promise((resolve) => response.once('close', resolve)),
      ]);
  }
  return response.end();
};

export const drip: Behaviour = async (_exchange, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.on('error', () => undefined);
  while (!response.destroyed) {
    response.write(' ');
    await sleep(50);
  }
  return response;
};
