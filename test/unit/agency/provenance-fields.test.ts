import { join } from 'node:path';
import { type GraphQLObjectType, getNamedType, isObjectType, type GraphQLSchema } from 'graphql';
import { loadAgreements } from '../../../common/access/load-agreements';
import { agencySubgraph } from '../../../common/agency/agency-schema';
import { loadDefinition } from '../../../subgraphs/load-definition';
import { AGENCIES } from '../../../subgraphs/registry';

/** Every type that is reached from this one. */
function reachedFrom(schema: GraphQLSchema, start: string): GraphQLObjectType[] {
  const reached = new Map<string, GraphQLObjectType>();
  const visit = (type: unknown) => {
    if (!isObjectType(type) || reached.has(type.name)) return;
    reached.set(type.name, type);
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
  };
  visit(schema.getType(start));
  return [...reached.values()];
}

const HEADERS = new Set(['ChronologyHeader']);
const agreements = loadAgreements(
  join(__dirname, '../../../policy/agreements'),
  AGENCIES.map(({ agency }) => agency),
);

test.each(AGENCIES)(
  'every record of $name has a provenance, in the category of its own id',
  async ({ name, agency, recordType }) => {
    const { schema } = await agencySubgraph(loadDefinition(name));
    const records = reachedFrom(schema, recordType).filter(
      (type) => type.getFields()['id'] !== undefined && !HEADERS.has(type.name),
    );
    expect(records.length).toBeGreaterThan(5);
    const categoryOf = agreements.get(agency)?.categoryOf;
    for (const { name: type } of records) {
      expect([type, categoryOf?.get(`${type}.provenance`)]).toEqual([type, categoryOf?.get(`${type}.id`)]);
      expect(categoryOf?.get(`${type}.id`)).toBeDefined();
    }
  },
);
