import { serverAudits } from 'graphql-http';
import { journey } from './hub';

/** What the GraphQL-over-HTTP specification demands, by the audits of its own reference; introspection is on in development. */

/** As a signed-in analyst: the audits know nothing of tokens. */
const signedIn = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
  const authorization = `Bearer ${await journey.token('mash-analyst')}`;
  return fetch(String(url), { ...init, headers: { ...(init.headers as Record<string, string>), authorization } });
};

test('no audit that MUST hold fails', async () => {
  const audits = serverAudits({ url: `${journey.gatewayUrl}/graphql`, fetchFn: signedIn });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const must = results.filter(({ name }) => name.startsWith('MUST'));
  const count = (status: string) => results.filter((one) => one.status === status).length;
  process.stdout.write(
    `serverAudits: ${must.length} MUST; of all ${results.length}: ${count('ok')} ok, ${count('notice')} notice, ${count('warn')} warn, ${count('error')} error\n`,
  );
  expect(must.length).toBeGreaterThan(10);
  expect(
    must.filter(({ status }) => status === 'error').map(({ name, ...more }) => [name, 'reason' in more ? more.reason : '']),
  ).toEqual([]);
}, 60_000);
