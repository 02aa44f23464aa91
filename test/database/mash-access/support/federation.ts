import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { decodeJwt } from 'jose';
import { parse } from 'graphql';
import { agencySdl } from '../../../../common/agency/agency-sdl';
import { createEngine } from '../../../../gateway/engine';
import type { SourceAnswer, SubgraphSource } from '../../../../gateway/engine/source';
import { hubSubgraph } from '../../../../subgraphs/mash/schema';
import { AGENCIES, type RegisteredAgency } from '../../../../subgraphs/registry';
import { localSource } from '../../../support/local-source';
import type { Json, Session } from './hub';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@inaccessible", "@shareable"])
scalar DateTime
`;
const typeDefsOf = (agency: RegisteredAgency) =>
  parse(`${LINK} ${agencySdl(agency)} type ${agency.recordType} { level: Int relation: String }`);

/** An agency that believes every grant and answers with what the grant says; the last one of the registry does not answer. */
function agencySource(agency: RegisteredAgency): SubgraphSource<object> {
  const isDown = agency === AGENCIES.at(-1);
  const record = ({ grants }: Json) => {
    const grant: Json = isDown ? null : decodeJwt(grants[agency.field]);
    return (
      grant && { level: grant.level, relation: grant.relation, sourceHeader: header(grant), chronologyEntries: entries(grant) }
    );
  };
  const header = ({ level }: Json) => ({
    state: level === 4 ? 'RECORDS_FOUND' : 'NOTHING_SHAREABLE',
    asAt: null,
    lastPublishedAt: null,
  });
  const entries = ({ level }: Json) =>
    level === 4
      ? [{ id: agency.name, date: '2026-01-01', kind: 'k', category: 'c', headline: 'h', significance: 'ROUTINE' }]
      : [];
  const resolvers = { Child: { [agency.field]: record }, Adult: { [agency.field]: record } };
  return localSource(buildSubgraphSchema([{ typeDefs: typeDefsOf(agency), resolvers }]));
}

/** Runs one operation through the real engine over the running hub and these stand-ins for the agencies. */
export async function collate(session: Session, query: string, variables: object): Promise<Json> {
  const { sdl } = await hubSubgraph();
  const services = [
    { name: 'mash', url: 'http://mash.test', typeDefs: parse(sdl) },
    ...AGENCIES.map((agency) => ({ name: agency.name, url: `http://${agency.name}.test`, typeDefs: typeDefsOf(agency) })),
  ];
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const hub: SubgraphSource<object> = {
    process: async ({ request }) => (await session.query(request.query, request.variables)) as SourceAnswer,
  };
  const gateway = createEngine(supergraphSdl, (name) => {
    const agency = AGENCIES.find((one) => one.name === name);
    return agency ? agencySource(agency) : hub;
  });
  const server = new ApolloServer({ gateway });
  await server.start();
  try {
    const { body } = await server.executeOperation({ query, variables: { ...variables } });
    return (body as Json).singleResult;
  } finally {
    await server.stop();
  }
}
