import { randomUUID } from 'node:crypto';
import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';
import { altered, type Captured, capture, proved, resigned, type Straight, straight, unsigned } from '../support/straight';
import { hub, type Json, looking, probe } from './support/attacked';

/** A subgraph reached directly, with tokens that really passed: `straight-to-a-subgraph.test.ts` has many more of the same kind. */

const QUERY = probe(
  'straight',
  'query Straight($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { police { incidents { id summary } } health { conditions { id } } sources { state } } }',
);
const NOBODY = '{"errors":[{"message":"Not authenticated","extensions":{"code":"UNAUTHENTICATED"}}]}';

describe('3. Subgraph reached directly', () => {
  let keys: Record<'mash' | 'gateway' | 'police' | 'stranger', SigningKey>;
  let police: string;
  const asked = (subgraph: string, persona = 'mash-analyst') =>
    capture(hub(), subgraph, () => hub().as(persona).query(QUERY, looking()));
  const send = async ({ token, body }: Pick<Captured, 'token' | 'body'>, by = keys.gateway) =>
    straight(police, { headers: await proved(by, police, token), body });

  beforeAll(async () => {
    const [mash, gateway, own, stranger] = await Promise.all([
      hub().keyOf('mash'),
      hub().keyOf('gateway'),
      hub().keyOf('police'),
      createSigningKey(),
    ]);
    keys = { mash, gateway, police: own, stranger };
    police = `${hub().urlOf('police')}/graphql`;
  });

  test('what the gateway sends is answered, or the rest would prove nothing', async () => {
    const { status, text } = await send(await asked('police'));
    expect(status).toBe(200);
    expect(text).toContain('"summary":');
  });

  test('no token, forged, expired, replayed, for another agency, stolen without the key: one uniform answer', async () => {
    const mine = await asked('police');
    const health = await asked('health');
    const past = { iat: seconds() - 200, exp: seconds() - 100 };
    const tries: Record<string, string>[] = [
      {},
      { authorization: mine.headers.authorization },
      { ...mine.headers },
      { authorization: `Bearer ${mine.token}` },
      await proved(keys.stranger, police, mine.token),
      await proved(keys.gateway, police, health.token),
      await proved(keys.gateway, police, unsigned(mine.token)),
      await proved(keys.gateway, police, altered(mine.token, { roles: ['police_researcher'] })),
      await proved(keys.gateway, police, await resigned(mine.token, keys.stranger)),
      await proved(keys.gateway, police, await resigned(mine.token, keys.police, {}, { kid: keys.police.kid })),
      await proved(keys.gateway, police, await resigned(mine.token, keys.mash, past)),
      await proved(keys.gateway, police, await hub().token('mash-analyst')),
    ];
    for (const headers of tries) {
      expect(await straight(police, { headers, body: mine.body })).toEqual({ status: 401, text: NOBODY });
    }
  });

  test('another agency’s grant, another user’s, altered ids, altered level, another request’s: nothing, one uniform answer', async () => {
    const mine = await asked('police');
    const theirs = await asked('police', 'police-researcher');
    const health = await asked('health');
    const [one] = mine.body.variables.representations;
    const grant: string = one.grants.police;
    const with_ = (police: unknown): Json => ({ ...one, grants: { police } });
    const tries: Json[] = [
      with_(null),
      with_(health.body.variables.representations[0].grants.health),
      with_(theirs.body.variables.representations[0].grants.police),
      with_(altered(grant, { ids: ['1', '2', '3'] })),
      with_(altered(grant, { level: 4, purpose: 'SECTION_47', roles: ['decision_maker'] })),
      with_(unsigned(grant)),
      with_(await resigned(grant, keys.stranger)),
      with_(await resigned(grant, keys.police, {}, { kid: keys.police.kid })),
      with_(await resigned(grant, keys.mash, { rid: randomUUID() })),
      with_(await resigned(grant, keys.mash, { iat: seconds() - 200, exp: seconds() - 100 })),
      with_(await resigned(grant, keys.mash, { person: randomUUID() })),
      { ...one, id: randomUUID() },
    ];
    const answers: Straight[] = [];
    for (const changed of tries)
      answers.push(await send({ token: mine.token, body: { ...mine.body, variables: { representations: [changed] } } }));
    expect(answers.map(({ text }) => JSON.parse(text).data._entities[0].police)).toEqual(tries.map(() => null));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('forged input of a computed field is not believed about anybody whose view does not hold', async () => {
    const { token, body } = await asked('mash');
    const mash = `${hub().urlOf('mash')}/graphql`;
    const [one] = body.variables.representations;
    const nothing = { sourceHeader: { state: 'NO_RECORD_FOUND', asAt: null, lastPublishedAt: null } };
    for (const view of ['please', altered(one.view, { level: 1 }), unsigned(one.view), await resigned(one.view, keys.stranger)]) {
      const representations = [{ ...one, view, police: nothing, health: nothing }];
      const answer = await straight(mash, {
        headers: await proved(keys.gateway, mash, token),
        body: { ...body, variables: { representations } },
      });
      expect(JSON.parse(answer.text).data).toEqual({ _entities: [null] });
    }
  });

  test('every subgraph is bound to this machine alone, and every door of it is shut', async () => {
    for (const name of ['mash', 'police', 'health', 'education', 'social-care']) {
      expect(new URL(hub().urlOf(name)).hostname).toBe('127.0.0.1');
      const body = { query: '{ _service { sdl } }' };
      expect(await straight(`${hub().urlOf(name)}/graphql`, { body })).toEqual({ status: 401, text: NOBODY });
    }
  });

  const seconds = () => Math.floor(Date.now() / 1000);
});
