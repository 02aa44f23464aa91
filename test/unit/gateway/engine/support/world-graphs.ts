import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import {
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  parse,
} from 'graphql';
import { publicSchema } from '../../../../../gateway/engine/supergraph/public-schema';
import { FIELDS, REQUIRED } from './world';
import { find, ofType } from './world-data';
import { SUBGRAPHS } from './world-sdl';

/** The borough, composed. */
export function supergraphOf(subgraphs: Readonly<Record<string, string>> = SUBGRAPHS): string {
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({ name, url: `http://${name}.test`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

type Parent = Readonly<Record<string, unknown>>;
type Required = (type: string, parent: Parent, name: string) => unknown;

/** One resolver for each field, over records; `required` says where the values of required fields come from. */
function resolverOf(type: string, field: string, required: Required): GraphQLFieldResolver<Parent, unknown> {
  const resolve = FIELDS[type]?.[field];
  if (resolve === undefined) return (parent) => recordOf(parent)[field] ?? null;
  const names = REQUIRED[`${type}.${field}`] ?? [];
  return (parent, args) => {
    const values = Object.fromEntries(names.map((name) => [name, required(type, parent, name)]));
    return resolve(parent === undefined ? {} : recordOf(parent), args, values);
  };
}

/** A representation has an id, a badge, or a reference and an area; what no record is, is its own. */
function recordOf(parent: Parent): Parent {
  const { id, badge, reference, area, __typename } = parent;
  if (__typename === undefined) return parent;
  if (id !== undefined || badge !== undefined) return (find(id ?? badge) as Parent | null) ?? parent;
  const code = typeof area === 'object' && area !== null ? (area as Parent)['code'] : area;
  return ofType('Case').find((one) => one['reference'] === reference && one['area'] === code) ?? parent;
}

function attach(schema: GraphQLSchema, required: Required): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('_')) continue;
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        if (!field.name.startsWith('_')) field.resolve = resolverOf(type.name, field.name, required);
      }
    } else if (isAbstractType(type)) type.resolveType = ({ __typename }: { __typename: string }) => __typename;
  }
  return schema;
}

/** One subgraph of the borough: what it requires it takes from the representation, and from nowhere else. */
export function subgraphSchema(sdl: string): GraphQLSchema {
  const entities = [...new Set([...sdl.matchAll(/type (\w+)[^{]*@key/g)].map(([, name = '']) => name))];
  const reference = {
    __resolveReference: (representation: Parent) => (recordOf(representation) === representation ? null : representation),
  };
  const schema = buildSubgraphSchema([
    { typeDefs: parse(sdl), resolvers: Object.fromEntries(entities.map((name) => [name, reference])) },
  ]);
  return attach(schema, (_type, parent, name) => parent[name]);
}

/** The same borough as one schema: what is required is worked out on the spot. */
export function wholeSchema(supergraphSdl: string): GraphQLSchema {
  const required: Required = (type, parent, name) => resolverOf(type, name, required)(parent, {}, undefined, undefined as never);
  const schema = attach(publicSchema(parse(supergraphSdl)), required);
  // A value that clients may not know of reads as nothing; a schema without subgraphs has no such thing.
  const status = (schema.getType('Case') as GraphQLObjectType).getFields()['status'];
  if (status !== undefined) status.resolve = ({ status: held }: Parent) => (held === 'SEALED' ? null : held);
  return schema;
}
