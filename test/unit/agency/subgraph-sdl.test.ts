import { composeServices } from '@theguild/federation-composition';
import { parse, printSchema } from 'graphql';
import { HEADER_TYPES } from '../../../common/agency/agency-sdl';
import { agencySubgraph, buildAgencySchema } from '../../../common/agency/agency-schema';
import { sampleAgency, sampleAgreement, SAMPLE_AGREEMENT } from '../../support/sample-agency';

const TINY_HUB = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires", "@external", "@inaccessible", "@shareable"])
  scalar DateTime
  type Query { child(id: ID!): Child  adult(id: ID!): Adult }
  type Grants @inaccessible { youth: String! }
  type Child @key(fields: "id view") {
    id: ID!
    view: ID! @inaccessible
    grants: Grants! @inaccessible
    youth(asKnownOn: DateTime): YouthRecord @external
    sources: [String!] @requires(fields: "youth { sourceHeader { state asAt lastPublishedAt } chronologyEntries { id date } }")
  }
  type Adult @key(fields: "id view") { id: ID!  view: ID! @inaccessible  grants: Grants! @inaccessible }
  type YouthRecord { sourceHeader: SourceHeader @external  chronologyEntries: [ChronologyHeader!] @external }
  ${HEADER_TYPES}
  type CodedValue @shareable { code: String!  label: String! }
`;

test('the subgraph of an agency composes with the hub that requires its headers', async () => {
  const { sdl } = await agencySubgraph(sampleAgency);
  const composed = composeServices([
    { name: 'mash', url: 'http://mash.invalid', typeDefs: parse(TINY_HUB) },
    { name: 'youth', url: 'http://youth.invalid', typeDefs: parse(sdl) },
  ]);
  expect(composed.errors ?? []).toEqual([]);
  expect(composed.supergraphSdl).toContain('chronologyEntries');
  expect(composed.publicSdl).not.toMatch(/\bview\b|grants|sourceHeader|chronologyEntries|SourceHeader|Grants/);
});

test('the text imports only the directives it uses', async () => {
  const { sdl } = await agencySubgraph(sampleAgency);
  expect(sdl.split('\n')[0]).toBe(
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@requires", "@external", "@inaccessible"])',
  );
});

test('the text is the same each time it is built', async () => {
  expect((await agencySubgraph(sampleAgency)).sdl).toBe((await agencySubgraph(sampleAgency)).sdl);
});

test('a running subgraph does not tell its own text', async () => {
  const { schema } = await buildAgencySchema(sampleAgency, sampleAgreement());
  expect(schema.getQueryType()?.getFields()).not.toHaveProperty('_service');
  expect(schema.getQueryType()?.getFields()).toHaveProperty('_entities');
  expect(printSchema(schema)).toContain('asKnownOn: DateTime\n  ): YouthRecord');
});

test('a field that no line of the agreement names stops the start, and is named', async () => {
  const without = sampleAgreement(SAMPLE_AGREEMENT.replace(', YouthConcern.words', ''));
  await expect(buildAgencySchema(sampleAgency, without)).rejects.toThrow('YouthConcern.words');
});

test('a line that names no field stops the start, and is named', async () => {
  const extra = sampleAgreement(SAMPLE_AGREEMENT.replace('YouthConcern.words', 'YouthConcern.words, YouthConcern.colour'));
  await expect(buildAgencySchema(sampleAgency, extra)).rejects.toThrow('YouthConcern.colour');
});

test('a kind of record in a category that the agreement does not have stops the start', async () => {
  const [first, ...others] = sampleAgency.kinds;
  const definition = { ...sampleAgency, kinds: [{ ...first!, category: 'gossip' }, ...others] };
  await expect(buildAgencySchema(definition, sampleAgreement())).rejects.toThrow('gossip');
});
