import type { SigningKey } from '../../../common/tokens/keys';
import { signService } from '../../../common/tokens/service-token';
import { claimsOf, proved, resigned, type Straight, straight } from '../support/straight';
import { gatewayKey, hubKey, journey, police, policeKey, sent, strangerKey, UNAUTHENTICATED } from './callers';

describe('the other doors of an agency', () => {
  const url = (path: string) => `${journey.urlOf('police')}${path}`;
  const asPrincipal = async (path: string, method: string) => {
    const { token } = await sent('police');
    return proved(gatewayKey, url(path), token, method);
  };

  test.each([
    ['GET', '/feed'],
    ['GET', '/feed?after=0&limit=10'],
    ['PUT', '/watch'],
    ['POST', '/publish/police-v1'],
    ['GET', '/publications'],
    ['GET', '/publications/00000000-0000-4000-8000-000000000000'],
  ])('%s %s is shut to whoever brings nothing', async (method, path) => {
    const answer = await straight(url(path), { method, ...(method === 'GET' ? {} : { body: { people: [] } }) });
    expect(answer).toEqual({ status: 401, text: UNAUTHENTICATED });
  });

  test.each([
    ['GET', '/feed'],
    ['PUT', '/watch'],
  ])(
    '%s %s is for the hub alone: not for people, another agency’s token, another scope, or the agency’s own key',
    async (method, path) => {
      const body = method === 'GET' ? {} : { body: { people: [] } };
      const now = new Date();
      const tokens = await Promise.all([
        signService(hubKey, 'health', 'feed', now),
        signService(hubKey, 'police', 'publish', now),
        signService(hubKey, 'police', 'feed', new Date(now.getTime() - 120_000)),
        signService(policeKey, 'police', 'feed', now),
        signService(strangerKey, 'police', 'feed', now),
      ]);
      for (const token of tokens) {
        const answer = await straight(url(path), { method, headers: { authorization: `Bearer ${token}` }, ...body });
        expect(answer).toEqual({ status: 401, text: UNAUTHENTICATED });
      }
      expect(await straight(url(path), { method, headers: await asPrincipal(path, method), ...body })).toEqual({
        status: 401,
        text: UNAUTHENTICATED,
      });
    },
  );

  test('publishing is shut to people who are signed in and publish for nobody', async () => {
    const doors = [
      ['POST', '/publish/police-v1'],
      ['GET', '/publications'],
      ['GET', '/publications/00000000-0000-4000-8000-000000000000'],
    ] as const;
    const answers: Straight[] = [];
    for (const [method, path] of doors) {
      answers.push(
        await straight(url(path), {
          method,
          headers: await asPrincipal(path, method),
          ...(method === 'GET' ? {} : { body: '{}' }),
        }),
      );
    }
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('a subgraph tells nobody its schema', async () => {
    const { token } = await sent('police');
    for (const query of [
      '{ _service { sdl } }',
      '{ __schema { types { name } } }',
      '{ __type(name: "PoliceRecord") { fields { name } } }',
      '{ polise }',
    ]) {
      const { status, text } = await straight(police, { headers: await proved(gatewayKey, police, token), body: { query } });
      expect(status).toBe(400);
      expect(text).not.toMatch(/PoliceRecord|policeRecord|Did you mean/);
    }
  });

  test('an agency’s own record is not for a viewer from elsewhere', async () => {
    const { token, body } = await sent('police');
    const { ids } = claimsOf(body.variables.representations[0].grants.police) as { ids: string[] };
    const query = `{ policeRecord(personId: "${ids[0]}") { incidents { summary } } }`;
    const { data, errors } = JSON.parse(
      (await straight(police, { headers: await proved(gatewayKey, police, token), body: { query } })).text,
    );
    expect(data.policeRecord).toBeNull();
    expect(errors[0].extensions.code).toBe('WITHHELD');
  });
});

describe('the doors of the hub that are for the gateway', () => {
  test('tokens are exchanged for the gateway alone', async () => {
    const form = (token: string) =>
      new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: token,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      }).toString();
    const token = await journey.token('mash-analyst');
    const url = `${journey.urlOf('mash')}/token`;
    const headers = async (key: SigningKey) => ({
      'content-type': 'application/x-www-form-urlencoded',
      dpop: (await proved(key, url, token)).dpop ?? '',
    });
    expect(await straight(url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form(token) })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
    expect(await straight(url, { headers: await headers(strangerKey), body: form(token) })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
    expect((await straight(url, { headers: await headers(gatewayKey), body: form(token) })).status).toBe(200);
  });

  test('nobody but the gateway writes the access log', async () => {
    const { token } = await sent('mash');
    const url = `${journey.urlOf('mash')}/access-log`;
    const body = {
      rid: claimsOf(token).rid,
      operationName: null,
      operationHash: '0'.repeat(64),
      disclosures: [],
      unavailable: [],
    };
    expect(await straight(url, { body })).toEqual({ status: 401, text: UNAUTHENTICATED });
    expect(await straight(url, { headers: await proved(strangerKey, url, token), body })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
    const forged = await resigned(token, hubKey, { cnf: { jkt: strangerKey.kid } });
    expect(await straight(url, { headers: await proved(strangerKey, url, forged), body })).toEqual({
      status: 401,
      text: UNAUTHENTICATED,
    });
  });
});
