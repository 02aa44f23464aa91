import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createEngine } from '../../../gateway/engine';
import type { SubgraphSource } from '../../../gateway/engine/source';
import { localSource } from '../../support/local-source';

/** The engine over the supergraph that is checked in, with the hub and one agency resolved by stand-ins. */

const ROOT = join(__dirname, '../../../schema');
const schemaFile = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const NOW = { label: 'now' };

/** A record that tells at which instant it was read, in fields it has. */
function recordAt({ asKnownOn }: { asKnownOn?: Date | string | null }): object {
  const label = asKnownOn == null ? NOW.label : new Date(asKnownOn).toISOString();
  return {
    incidents: [{ id: 'i1', reference: label }, ...(label === NOW.label ? [{ id: 'i2', reference: label }] : [])],
    sourceHeader: { state: label === NOW.label ? 'RECORDS_FOUND' : 'WRONG_INSTANT', asAt: null, lastPublishedAt: null },
    chronologyEntries: [],
  };
}

const entity = { __resolveReference: (reference: object) => reference };
const agency = (name: string, field: string): SubgraphSource<object> =>
  localSource(
    buildSubgraphSchema([
      {
        typeDefs: parse(schemaFile(`${name}.graphql`)),
        resolvers: { Child: { ...entity, [field]: (_: object, args: object) => recordAt(args) } },
      },
    ]),
  );
const SOURCES: Record<string, SubgraphSource<object>> = {
  police: agency('police', 'police'),
  health: agency('health', 'health'),
  education: agency('education', 'education'),
  'social-care': agency('social-care', 'socialCare'),
  mash: localSource(
    buildSubgraphSchema([
      {
        typeDefs: parse(schemaFile('mash.graphql')),
        resolvers: {
          Query: { child: (_: object, { id }: { id: string }) => ({ id }) },
          Child: {
            ...entity,
            view: () => 'v',
            grants: () => ({ police: 'g', health: 'g', education: 'g', socialCare: 'g' }),
            sources: ({ police }: { police: { sourceHeader: { state: string } } }) => [
              { agency: 'POLICE', state: police.sourceHeader.state },
            ],
          },
        },
      },
    ]),
  ),
};

let server: ApolloServer;
beforeAll(async () => {
  const engine = createEngine(schemaFile('supergraph.graphql'), (name) => SOURCES[name] as SubgraphSource<object>);
  server = new ApolloServer({ gateway: engine });
  await server.start();
});
afterAll(() => server.stop());

async function ask(selections: string): Promise<unknown> {
  const query = `query ($at: DateTime) { child(id: "1", purpose: SECTION_47) { ${selections} } }`;
  const { body } = await server.executeOperation({ query, variables: { at: '2026-01-01T00:00:00Z' } });
  if (body.kind !== 'single') throw new Error('An answer in parts');
  expect(body.singleResult.errors).toBeUndefined();
  return body.singleResult.data?.['child'];
}

const incidents = 'incidents { reference }';
const at = (...references: string[]) => ({ incidents: references.map((reference) => ({ reference })) });
const JANUARY = '2026-01-01T00:00:00.000Z';
const JUNE = '2026-06-01T00:00:00.000Z';

test('two instants and the present of one agency are planned apart, beside the fields that require the present', async () => {
  expect(
    await ask(`january: police(asKnownOn: $at) { ${incidents} } june: police(asKnownOn: "${JUNE}") { ${incidents} }
      police { ${incidents} } sources { agency state }`),
  ).toEqual({
    january: at(JANUARY),
    june: at(JUNE),
    police: at('now', 'now'),
    sources: [{ agency: 'POLICE', state: 'RECORDS_FOUND' }],
  });
});

test('an earlier instant alone leaves what requires the present as of now', async () => {
  expect(await ask(`policeThen: police(asKnownOn: $at) { ${incidents} } sources { state }`)).toEqual({
    policeThen: at(JANUARY),
    sources: [{ state: 'RECORDS_FOUND' }],
  });
});

test('without an alias the past stays the past, and what requires the present has the present', async () => {
  expect(await ask(`police(asKnownOn: $at) { ${incidents} } sources { state }`)).toEqual({
    police: at(JANUARY),
    sources: [{ state: 'RECORDS_FOUND' }],
  });
});

test('an alias may be the name of the very field that another field requires', async () => {
  expect(
    await ask(`police: health(asKnownOn: $at) { chosen: conditions { id } } health: police { ${incidents} } sources { state }`),
  ).toEqual({
    police: { chosen: null },
    health: at('now', 'now'),
    sources: [{ state: 'RECORDS_FOUND' }],
  });
});
