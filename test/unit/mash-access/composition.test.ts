import 'reflect-metadata';
import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, parse, visit } from 'graphql';
import { agencySdl } from '../../../common/agency/agency-sdl';
import { REQUIRED_ENTRIES } from '../../../subgraphs/mash/child/agency-sdl';
import { hubSubgraph } from '../../../subgraphs/mash/schema';
import { AGENCIES } from '../../../subgraphs/registry';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@inaccessible", "@shareable"])
scalar DateTime
`;

const agencies = () =>
  AGENCIES.map((registered) => ({
    name: registered.name,
    url: `http://${registered.name}.test`,
    typeDefs: parse(`${LINK} ${agencySdl(registered)} type ${registered.recordType} { persons: [String!] }`),
  }));

const fieldsOf = (document: DocumentNode, type: string): string[] => {
  const names: string[] = [];
  visit(document, {
    ObjectTypeDefinition: (node) =>
      void (node.name.value === type && names.push(...(node.fields ?? []).map(({ name }) => name.value))),
  });
  return names;
};

test('the hub composes with every agency of the registry, and what is hidden stays hidden', async () => {
  const { sdl } = await hubSubgraph();
  const { errors, publicSdl = '' } = composeServices([
    { name: 'mash', url: 'http://mash.test', typeDefs: parse(sdl) },
    ...agencies(),
  ]);
  expect(errors ?? []).toEqual([]);
  const open = parse(publicSdl);
  for (const type of ['Child', 'Adult']) {
    expect(fieldsOf(open, type)).toEqual(
      expect.arrayContaining(['id', 'sources', 'chronology', ...AGENCIES.map(({ field }) => field)]),
    );
    expect(fieldsOf(open, type)).not.toContain('view');
    expect(fieldsOf(open, type)).not.toContain('grants');
  }
  expect(publicSdl).not.toMatch(/Grants|SourceHeader|ChronologyHeader/);
});

test('sources and chronology ask every agency of the registry', () => {
  for (const { field } of AGENCIES) expect(REQUIRED_ENTRIES).toContain(`${field} { sourceHeader`);
});
