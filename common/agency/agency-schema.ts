import type { GraphQLSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import type { Agreement } from '../access/agreement';
import { assertComplete } from '../access/assert-complete';
import { guardSchema } from '../access/guard';
import { InvalidPolicy } from '../access/policy-error';
import { publishingResolvers } from '../publishing/graph/publishing-resolvers';
import { buildSubgraph, type SchemaPart, type Subgraph } from '../graphql/subgraph-schema';
import { agencySdl } from './agency-sdl';
import type { AgencyContext } from './context';
import type { AgencyDefinition, AgencyRecord } from './definition';
import { custodianResolvers } from './custodian-resolvers';
import { chronologyEntries, sourceHeader } from './headers';
import { type KitContext, type PersonFieldArguments, type PersonRepresentation, personField } from './person-field';

/**
 * An agency's subgraph, unguarded: its own types with the kit's part. Needs neither agreement nor database.
 * `sdl` is what `schema/<name>.graphql` holds.
 */
export function agencySubgraph(definition: AgencyDefinition): Promise<Subgraph> {
  return buildSubgraph({
    resolvers: [...definition.resolvers, ...publishingResolvers(definition), ...custodianResolvers(definition)],
    types: [definition.record],
    parts: [kitPart(definition)],
  });
}

/**
 * The schema that a running agency answers from: every field stands in the agreement, and is decided by it.
 *
 * @throws InvalidPolicy naming each field without a category, each line without a field, and each kind of record whose
 * category the agreement does not have.
 */
export async function buildAgencySchema(
  definition: AgencyDefinition,
  agreement: Agreement,
): Promise<{ readonly sdl: string; readonly schema: GraphQLSchema }> {
  const { sdl, schema } = await agencySubgraph(definition);
  assertComplete(agreement, schema, [definition.registered.recordType]);
  assertKindsHaveCategories(definition, agreement);
  return { sdl, schema: guardSchema(schema, agreement) };
}

function assertKindsHaveCategories({ kinds }: AgencyDefinition, agreement: Agreement): void {
  const problems = kinds
    .flatMap(({ kind, category, divided }) => [category, ...(divided?.into ?? [])].map((one) => ({ kind, category: one })))
    .filter(({ category }) => !agreement.categories.has(category))
    .map(({ kind, category }) => `${kind}: records of this kind belong to ${category}, which is not a category of the agreement`);
  if (problems.length > 0) throw new InvalidPolicy(`agreement of ${agreement.agency}`, problems);
}

function kitPart(definition: AgencyDefinition): SchemaPart {
  const { field, recordType } = definition.registered;
  const person = {
    __resolveReference: (reference: PersonRepresentation) => reference,
    [field]: (reference: PersonRepresentation, args: PersonFieldArguments, context: KitContext) =>
      personField(definition, reference, args, context),
  };
  return {
    sdl: agencySdl(definition.registered),
    scalars: [GraphQLDateTime],
    resolvers: {
      Child: person,
      Adult: person,
      [recordType]: {
        sourceHeader: (record: AgencyRecord, _args: unknown, context: AgencyContext) => sourceHeader(definition, record, context),
        chronologyEntries: (record: AgencyRecord, _args: unknown, context: AgencyContext) =>
          chronologyEntries(definition, record, context),
      },
    },
  };
}
