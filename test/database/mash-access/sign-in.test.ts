import { decodeJwt, SignJWT } from 'jose';
import { proof } from '../../../common/tokens/dpop';
import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';
import { Member } from '../../../subgraphs/mash/access/member.entity';
import { type Json, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const REFUSAL = '{"errors":[{"message":"Not authenticated","extensions":{"code":"UNAUTHENTICATED"}}]}';

describe('exchanging a sign-in', () => {
  test('gives one token for each subgraph, bound to the gateway and to one request', async () => {
    const { json } = await hub.exchange(await hub.issuer.token());
    expect(Object.keys(json.tokens).sort()).toEqual(['education', 'health', 'mash', 'police', 'social-care']);
    expect(json.principal).toMatchObject({ sub: hub.memberId('mash-analyst'), agency: 'MASH', roles: ['mash_analyst'] });
    for (const [audience, token] of Object.entries<string>(json.tokens)) {
      const claims: Json = decodeJwt(token);
      expect(claims).toMatchObject({
        iss: 'mash',
        aud: audience,
        rid: json.rid,
        teams: ['front-door', 'mash'],
        cnf: { jkt: hub.gatewayKey.kid },
      });
      expect(claims.exp - claims.iat).toBeLessThanOrEqual(60);
    }
  });

  test('tells who is signed in', async () => {
    const { data } = await (await hub.signIn('health-navigator')).query('{ me { displayName agency roles teams } }');
    expect(data.me).toEqual({
      displayName: 'Health navigator',
      agency: 'HEALTH',
      roles: ['health_navigator'],
      teams: ['agency-leads'],
    });
  });
});

describe('a sign-in is refused in one and the same way', () => {
  const refused = async (signIn: string | Promise<string>, by?: SigningKey, more?: Record<string, string>) => {
    const { status, text } = await hub.exchange(await signIn, by, more);
    expect([status, text]).toEqual([401, REFUSAL]);
  };
  const token = (...parts: Parameters<TestHub['issuer']['token']>) => hub.issuer.token(...parts);

  test('when it has expired, is for somebody else, of another kind, or by an unknown issuer or key', async () => {
    await refused(token({ expiresIn: -10 }));
    await refused(token({ aud: 'another-service' }));
    await refused(token({ typ: 'JWT' }));
    await refused(token({ iss: 'https://elsewhere.test' }));
    await refused(token({ foreignKey: true }));
    await refused('not.a.token');
    await refused('x'.repeat(10_000));
  });

  test('when it is unsigned, or signed with the public key as a secret', async () => {
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(await token()) })).toString('base64url');
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    await refused(`${header}.${claims}.`);
    const secret = new TextEncoder().encode(JSON.stringify(hub.issuer.jwk));
    const confused = new SignJWT({ ...decodeJwt(await token()) })
      .setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' })
      .sign(secret);
    await refused(confused);
  });

  test('when it is not asked for by the gateway, or not as an exchange', async () => {
    await refused(token(), await createSigningKey());
    await refused(token(), undefined, { grant_type: 'client_credentials' });
    await refused(token(), undefined, { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' });
    await refused(token(), undefined, { rid: 'short' });
  });

  test('when the same call is made twice', async () => {
    const signIn = await token();
    const url = `${hub.hub.url}/token`;
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    };
    const request = {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: await proof(hub.gatewayKey, { method: 'POST', url, token: signIn }),
      },
      body: new URLSearchParams({ ...form, subject_token: signIn }).toString(),
    };
    expect((await fetch(url, request)).status).toBe(200);
    expect((await fetch(url, request)).status).toBe(401);
  });

  test('when there is no membership, or none at this moment', async () => {
    await refused(token({ sub: 'a-stranger' }));
    const entry = (subject: string, validFrom: string, validTo: string | null) => ({
      ...{
        issuer: hub.issuer.url,
        subject,
        validFrom: new Date(validFrom),
        validTo: validTo === null ? null : new Date(validTo),
      },
      ...{ displayName: subject, agency: 'MASH', roles: ['mash_analyst'], teams: ['mash'], approvedBy: 'test' },
    });
    await hub.database
      .getRepository(Member)
      .insert([
        entry('left', '2020-01-01', '2021-01-01'),
        entry('not-yet', '2090-01-01', null),
        entry('back', '2020-01-01', '2021-01-01'),
        entry('back', '2022-01-01', null),
      ]);
    await refused(token({ sub: 'left' }));
    await refused(token({ sub: 'not-yet' }));
    expect((await hub.exchange(await token({ sub: 'back' }))).status).toBe(200);
  });

  test('when the membership ended a moment ago', async () => {
    expect((await hub.exchange(await token({ sub: 'decision-maker' }))).status).toBe(200);
    await hub.database.getRepository(Member).update({ subject: 'decision-maker' }, { validTo: new Date() });
    await refused(token({ sub: 'decision-maker' }));
  });
});

test('the hub answers nobody without a principal token for itself', async () => {
  const { tokens } = await hub.signIn('mash-analyst');
  const stranger = await createSigningKey();
  const ask = (token: string, by?: typeof stranger) => hub.call('/graphql', token, { query: '{ me { agency } }' }, by);
  expect((await ask(tokens.mash as string)).json.data).toEqual({ me: { agency: 'MASH' } });
  for (const answer of [await ask(tokens.police as string), await ask(tokens.mash as string, stranger), await ask('x.y.z')]) {
    expect([answer.status, answer.text]).toEqual([401, REFUSAL]);
  }
});
