import type { Json } from '../../support/journey';
import { altered, type Captured, resigned, type Straight, unsigned } from '../support/straight';
import { ask, gatewayKey, hubKey, police, policeKey, seconds, sent, strangerKey, withRepresentations } from './callers';

describe('a grant that does not hold', () => {
  const grantOf = (one: Json): string => one.grants.police;
  const withGrant = (one: Json, police: unknown): Json => ({ ...one, grants: { police } });
  const ways: [string, (one: Json, theirs: Captured, health: Captured) => Json | Promise<Json>][] = [
    ['no grants', ({ grants: _, ...one }) => one],
    ['null for grants', (one) => ({ ...one, grants: null })],
    ['grants that are text', (one) => ({ ...one, grants: grantOf(one) })],
    ['no grant for this agency', (one) => ({ ...one, grants: { health: grantOf(one) } })],
    ['null for a grant', (one) => withGrant(one, null)],
    ['nothing in a grant', (one) => withGrant(one, '')],
    ['words', (one) => withGrant(one, 'please')],
    [
      'a grant for another agency',
      (one, _theirs, health) => withGrant(one, health.body.variables.representations[0].grants.health),
    ],
    ['a grant of another user', (one, theirs) => withGrant(one, grantOf(theirs.body.variables.representations[0]))],
    ['a view in place of a grant', (one) => withGrant(one, one.view)],
    ['a grant with the level raised', (one) => withGrant(one, altered(grantOf(one), { level: 4, roles: ['police_researcher'] }))],
    ['a grant for other records', (one) => withGrant(one, altered(grantOf(one), { ids: ['PX-1'] }))],
    ['a grant without a signature', (one) => withGrant(one, unsigned(grantOf(one)))],
    ['a grant signed by a stranger', async (one) => withGrant(one, await resigned(grantOf(one), strangerKey))],
    [
      'a grant signed by the agency itself',
      async (one) => withGrant(one, await resigned(grantOf(one), policeKey, {}, { kid: policeKey.kid })),
    ],
    [
      'a grant signed by the gateway',
      async (one) => withGrant(one, await resigned(grantOf(one), gatewayKey, {}, { kid: gatewayKey.kid })),
    ],
    [
      'a grant that has expired',
      async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { iat: seconds() - 120, exp: seconds() - 61 })),
    ],
    ['a grant that never expires', async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { exp: undefined }))],
    [
      'a grant of an earlier request',
      async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { rid: '3f0e7f6e-6d7c-4a8e-9f43-0d6a2ffb0c11' })),
    ],
    [
      'a grant for another person',
      async (one) => withGrant(one, await resigned(grantOf(one), hubKey, { person: '00000000-0000-4000-8000-000000000000' })),
    ],
    ['another person’s id', (one) => ({ ...one, id: '00000000-0000-4000-8000-000000000000' })],
    ['no id', ({ id: _, ...one }) => one],
    ['an id that is an object', (one) => ({ ...one, id: { $ne: null } })],
  ];

  const answers: Straight[] = [];

  test.each(ways)('opens nothing: %s', async (_what, change) => {
    const mine = await sent('police');
    const theirs = await sent('police', 'police-researcher');
    const health = await sent('health');
    const [first] = mine.body.variables.representations;
    const changed = await change(first, theirs, health);
    const answer = await ask(police, { token: mine.token, body: { ...mine.body, variables: { representations: [changed] } } });
    answers.push(answer);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).data._entities.map(({ police: record }: Json) => record)).toEqual([null]);
  });

  test('is answered byte for byte alike, whatever was wrong with it', () => {
    expect(answers).toHaveLength(ways.length);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.text).toContain('"code":"NOT_FOUND"');
  });

  test('costs only the person it is for, among others whose grants hold', async () => {
    const mine = await sent('police');
    const { body } = withRepresentations(mine, (one) => one);
    const [first] = body.variables.representations;
    const twice = { ...body, variables: { representations: [withGrant(first, 'please'), first] } };
    const { data } = JSON.parse((await ask(police, { token: mine.token, body: twice })).text);
    expect(data._entities[0].police).toBeNull();
    expect(data._entities[1].police).not.toBeNull();
  });
});
