import type { Json } from '../../support/journey';
import { altered, type Captured, resigned, type Straight, unsigned } from '../support/straight';
import { ask, hubKey, mash, policeKey, seconds, sent, strangerKey } from './callers';

describe('a view that does not hold', () => {
  const ways: [string, (one: Json, theirs: Captured) => Json | Promise<Json>][] = [
    ['no view', ({ view: _, ...one }) => one],
    ['words', (one) => ({ ...one, view: 'please' })],
    ['a view that is an object', (one) => ({ ...one, view: {} })],
    ['another user’s view', (one, theirs) => ({ ...one, view: theirs.body.variables.representations[0].view })],
    ['another person’s id', (one) => ({ ...one, id: '00000000-0000-4000-8000-000000000000' })],
    [
      'a view with another purpose written in',
      (one) => ({ ...one, view: altered(one.view, { purpose: 'SECTION_47', level: 4, roles: ['decision_maker'] }) }),
    ],
    ['a view without a signature', (one) => ({ ...one, view: unsigned(one.view) })],
    ['a view signed by a stranger', async (one) => ({ ...one, view: await resigned(one.view, strangerKey) })],
    [
      'a view signed by an agency',
      async (one) => ({ ...one, view: await resigned(one.view, policeKey, {}, { kid: policeKey.kid }) }),
    ],
    [
      'a view that has expired',
      async (one) => ({ ...one, view: await resigned(one.view, hubKey, { iat: seconds() - 120, exp: seconds() - 61 }) }),
    ],
    [
      'a view of an earlier request',
      async (one) => ({ ...one, view: await resigned(one.view, hubKey, { rid: '3f0e7f6e-6d7c-4a8e-9f43-0d6a2ffb0c11' }) }),
    ],
    [
      'a grant in place of a view',
      async (one) => ({ ...one, view: await resigned(one.view, hubKey, { ids: [], doubtful: false }, { typ: 'grant+jwt' }) }),
    ],
  ];
  const answers: Straight[] = [];

  test.each(ways)('lets nobody back in: %s', async (_what, change) => {
    const mine = await sent('mash');
    const theirs = await sent('mash', 'police-researcher');
    const [first] = mine.body.variables.representations;
    const answer = await ask(mash, {
      token: mine.token,
      body: { ...mine.body, variables: { representations: [await change(first, theirs)] } },
    });
    answers.push(answer);
    expect(JSON.parse(answer.text).data).toEqual({ _entities: [null] });
  });

  test('is answered byte for byte alike', () => {
    expect(answers).toHaveLength(ways.length);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('forged required fields are not believed about anybody whose view does not hold', async () => {
    const mine = await sent('mash');
    const [first] = mine.body.variables.representations;
    const forged = {
      ...first,
      view: 'please',
      police: { sourceHeader: { state: 'NO_RECORD_FOUND', asAt: null, lastPublishedAt: null } },
    };
    const { data } = JSON.parse(
      (await ask(mash, { token: mine.token, body: { ...mine.body, variables: { representations: [forged] } } })).text,
    );
    expect(data).toEqual({ _entities: [null] });
  });
});
