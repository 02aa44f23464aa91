import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { addressesOf } from '../../../tools/engine/addresses';
import { readEngineCommand, USAGE } from '../../../tools/engine/command';
import { type ServedEngine, serveEngine } from '../../../tools/engine/serve';
import { supergraphOf } from '../gateway/engine/support/world-graphs';
import { type FakeService, fakeService, NOBODY } from '../../support/fake-service';

/** `npm run engine`: the engine over a supergraph of whoever runs it. */

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n';
const TEXTS = {
  shops: `${LINK}type Query { shop: Shop } type Shop @key(fields: "id") { id: ID! }`,
  names: `${LINK}type Shop @key(fields: "id") { id: ID! name: String }`,
};
const SUPERGRAPH = supergraphOf(TEXTS);

/** A subgraph as anybody would serve it: no token, no list of disclosures. */
function plainSubgraph(sdl: string, resolvers: object): Promise<FakeService> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  return fakeService(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables: object };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(await graphql({ schema, source: query, variableValues: { ...variables } })));
  });
}

describe('over two subgraphs', () => {
  const open: FakeService[] = [];
  let served: ServedEngine;
  const ask = async (query: string) => {
    const body = JSON.stringify({ query });
    const answer = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return (await answer.json()) as { data?: unknown; errors?: { path?: unknown; extensions?: unknown }[] };
  };
  beforeAll(async () => {
    const shops = await plainSubgraph(TEXTS.shops, { Query: { shop: () => ({ id: '7' }) } });
    open.push(shops);
    served = await serveEngine(SUPERGRAPH, {
      port: 0,
      urls: new Map([
        ['shops', `${shops.url}/graphql`],
        ['names', `${NOBODY}/graphql`],
      ]),
    });
  });
  afterAll(() => Promise.all([served.close(), ...open.map((one) => one.close())]));

  test('answers on this machine alone, and says when it is there', async () => {
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${served.url}/health`)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`${served.url}/graphql?query={__typename}`)).status).toBe(404);
    expect(await ask('{ shop { id __typename } }')).toEqual({ data: { shop: { id: '7', __typename: 'Shop' } } });
  });

  test('names the subgraph that does not answer, at the field that is missing', async () => {
    const { data, errors } = await ask('{ shop { id name } }');
    expect(data).toEqual({ shop: { id: '7', name: null } });
    expect(errors).toMatchObject([
      { path: ['shop', 'name'], extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'names', reason: 'UNREACHABLE' } },
    ]);
  });
});

describe('addresses', () => {
  test("are the supergraph's own, or those given instead", () => {
    const shops = 'http://127.0.0.1:9/graphql';
    expect([...addressesOf(SUPERGRAPH, new Map([['shops', shops]]))]).toEqual([
      ['names', 'http://names.test'],
      ['shops', shops],
    ]);
  });

  test('of a subgraph that is not there, and none at all, are refused by name', () => {
    expect(() => addressesOf(SUPERGRAPH, new Map([['other', 'http://127.0.0.1:9']]))).toThrow('no subgraph "other"');
    expect(() => addressesOf(SUPERGRAPH.replace('http://names.test', ''), new Map())).toThrow('--url names=');
  });

  test("of the hub's own supergraph are not looked for", () => {
    const sdl = readFileSync(join(__dirname, '../../../schema/supergraph.graphql'), 'utf8');
    expect(() => addressesOf(sdl, new Map())).toThrow("the hub's own supergraph");
  });
});

describe('the command line', () => {
  test('says what is served and where', () => {
    const given = [
      '--supergraph',
      's.graphql',
      '--port',
      '0',
      '--url',
      'a=http://127.0.0.1:1/a=b',
      '--url',
      'b=http://127.0.0.1:2',
    ];
    expect(readEngineCommand(given)).toEqual({
      supergraph: 's.graphql',
      port: 0,
      urls: new Map([
        ['a', 'http://127.0.0.1:1/a=b'],
        ['b', 'http://127.0.0.1:2'],
      ]),
    });
    expect(readEngineCommand(['--supergraph', 's.graphql'])).toMatchObject({ port: 4100 });
  });

  test.each([
    [[], USAGE],
    [['--supergraph', 's', '--port', '70000'], '--port'],
    [['--supergraph', 's', '--url', 'http://127.0.0.1:1'], '--url'],
    [['--supergraph', 's', '--url', 'a=ftp://x'], '--url'],
    [['--host', '0.0.0.0', '--supergraph', 's'], `--host: it takes --supergraph, --port, --url. ${USAGE.split('\n')[0]}`],
  ])('%j is refused with what it takes', (given, told) => {
    expect(() => readEngineCommand(given)).toThrow(told);
  });
});
