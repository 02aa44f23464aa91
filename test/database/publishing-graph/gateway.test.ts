import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type RunningGateway, startGateway } from '../../../gateway/gateway';
import { signPrincipal } from '../../../common/tokens/principal-token';
import { AGENCIES } from '../../../subgraphs/registry';
import { currentFiles } from '../../../tools/schema';
import { missing, person, Police } from './support';

/** Stands for the hub: knows one publisher, signed in as `<agency>.x.x`, and takes every entry of the ledger. */
async function standInHub(police: Police, entries: string[]): Promise<Server> {
  const { hub: key, gateway } = police.under;
  const exchanged = async (request: IncomingMessage) => {
    const form = new URLSearchParams(await text(request));
    const agency = form.get('subject_token')?.split('.')[0] ?? '';
    const who = {
      sub: `issuer ${agency}`,
      agency,
      roles: ['publisher'],
      teams: [],
      rid: form.get('rid') ?? '',
      jkt: gateway.kid,
    };
    const sign = (audience: string) => signPrincipal(key, { ...who, audience }, new Date());
    const tokens = await Promise.all(['mash', ...AGENCIES.map(({ name }) => name)].map(async (name) => [name, await sign(name)]));
    return { principal: who, tokens: Object.fromEntries(tokens) };
  };
  const server = createServer(async (request, response) => {
    if (request.url === '/token') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(await exchanged(request)));
    } else {
      entries.push(await text(request));
      response.writeHead(204).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const entries: string[] = [];
let police: Police;
let hub: Server;
let gateway: RunningGateway;
beforeAll(async () => {
  police = await Police.start();
  hub = await standInHub(police, entries);
  const hubUrl = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
  gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    // Nobody is asked of the others.
    subgraphUrls: {
      ...Object.fromEntries(AGENCIES.map(({ name }) => [name, hubUrl])),
      mash: hubUrl,
      police: police.under.service.url,
    },
    supergraphSdl: (await currentFiles()).get('supergraph.graphql') ?? '',
    signingKey: police.under.gateway,
    agencyTimeoutMs: 20_000,
    operationsDir: 'schema/operations',
    rates: { user: 100_000, agency: 100_000 },
    profile: 'development',
  });
});
afterAll(async () => {
  await gateway.close();
  hub.closeAllConnections();
  hub.close();
  await police.under.close();
});

interface Answer {
  readonly data: Readonly<
    Record<string, { readonly id: string; readonly rows: object; readonly problemsCsvPath: string } | null>
  >;
  readonly extensions?: { readonly withheld: { readonly rule: string }[] };
}

const signedInAs = (agency: string) => ({ authorization: `Bearer ${agency}.x.x` });

async function ask(agency: string, query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signedInAs(agency) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const PUBLISH = `mutation ($records: [JSONObject!]!) { publishPolice(records: $records, idempotencyKey: "once") {
  id rows { read rejected } problemsCsvPath problems { totalCount } } }`;

test('a publisher publishes, retracts and reads receipts and the scorecard through the gateway, and the ledger knows', async () => {
  const bad = { ...missing('m1', 'p1'), '=cmd|calc': 'x' };
  const { data } = await ask('POLICE', PUBLISH, { records: [person('p1'), missing('m2', 'p1'), bad] });
  const again = await ask('POLICE', PUBLISH, { records: [person('p1'), missing('m2', 'p1'), bad] });
  expect(again.data.publishPolice?.id).toBe(data.publishPolice?.id);
  const taken = await ask(
    'POLICE',
    'mutation { retractPolice(kind: "missing-episode", key: "m2", reason: "A test") { id rows { read } } }',
  );
  expect(taken.data.retractPolice).toMatchObject({ rows: { read: 1 } });
  const read = await ask(
    'POLICE',
    'query ($id: ID!) { policePublication(id: $id) { id problemsCsvPath } policePublications { totalCount } policeDataQuality { format people } }',
    { id: data.publishPolice?.id },
  );
  expect(read.data).toMatchObject({
    policePublications: { totalCount: 2 },
    policeDataQuality: [{ format: 'police-v1', people: null }],
  });
  expect(entries.join()).toContain('Mutation.publishPolice');
  expect(entries.join()).toContain('Query.policePublications');
});

test('the path of the problems, as the graph gives it, leads to a table in which no cell starts a formula', async () => {
  const { data } = await ask('POLICE', PUBLISH, {
    records: [person('p1'), missing('m2', 'p1'), { ...missing('m1', 'p1'), '=cmd|calc': 'x' }],
  });
  const path = data.publishPolice?.problemsCsvPath ?? '';
  const response = await fetch(`${gateway.url}${path}`, { headers: signedInAs('POLICE') });
  expect(response.headers.get('content-type')).toContain('text/csv');
  const lines = (await response.text()).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  for (const cell of lines.slice(1).flatMap((line) => line.split('","')))
    expect(cell.replace(/^"/, '')).not.toMatch(/^\s*[=+\-@|%]/);
  expect((await fetch(`${gateway.url}${path}`, { headers: signedInAs('HEALTH') })).status).toBe(403);
});

test('the publisher of another agency is told whose rule withholds it, and nothing else', async () => {
  const refused = await ask('HEALTH', PUBLISH, { records: [person('p9')] });
  expect(refused.data).toEqual({ publishPolice: null });
  expect(refused.extensions?.withheld).toMatchObject([{ rule: 'police/publishing/not-own-staff' }]);
});
