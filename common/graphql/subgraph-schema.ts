import 'reflect-metadata';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLScalarType, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { federationLink } from './federation-link';

/** Schema text that is generated or shared rather than written with type-graphql, and what resolves its fields. */
export interface SchemaPart {
  readonly sdl: string;
  /** Scalars that the text names; each is declared unless the subgraph's own classes already use it. */
  readonly scalars?: readonly GraphQLScalarType[];
  /** Type name to field name to resolver; `__resolveReference` takes `(reference, context)`. */
  readonly resolvers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface SubgraphParts {
  /** type-graphql resolver classes. */
  readonly resolvers: readonly Function[];
  /** type-graphql object types that only the appended text leads to. */
  readonly types?: readonly Function[];
  readonly parts?: readonly SchemaPart[];
}

export interface Subgraph {
  /** Text of `schema/<name>.graphql`, which the supergraph is composed from. */
  readonly sdl: string;
  /** Executable, and not guarded yet. It does not tell its own text: `_service` is taken out. */
  readonly schema: GraphQLSchema;
}

/**
 * Turns type-graphql classes and appended parts into one Federation 2 subgraph. A type that is defined in both must be an
 * `extend type` in the part; two resolvers for one field are an error.
 */
export async function buildSubgraph({ resolvers, types = [], parts = [] }: SubgraphParts): Promise<Subgraph> {
  const source = await buildSchema({
    resolvers: resolvers as unknown as NonEmptyArray<Function>,
    orphanedTypes: [...types],
    validate: false,
    // A subgraph may have no root field of its own: federation adds `_entities` afterwards.
    skipCheck: true,
  });
  const scalars = new Map(parts.flatMap((part) => part.scalars ?? []).map((scalar) => [scalar.name, scalar]));
  for (const name of Object.keys(source.getTypeMap())) scalars.delete(name);
  const declared = [...scalars.keys()].map((name) => `scalar ${name}`);
  const body = [printSchemaWithDirectives(source), ...parts.map(({ sdl }) => sdl), ...declared].join('\n\n').trim();
  const sdl = `${federationLink(parse(body))}\n\n${body}\n`;
  const schema = buildSubgraphSchema([
    { typeDefs: parse(sdl), resolvers: { ...merged(source, parts), ...Object.fromEntries(scalars) } },
  ]);
  copyExtensions(source, schema);
  hideServiceField(schema);
  return { sdl, schema };
}

function merged(source: GraphQLSchema, parts: readonly SchemaPart[]): GraphQLResolverMap<unknown> {
  const all = createResolversMap(source) as Record<string, Record<string, unknown>>;
  for (const { resolvers } of parts) {
    for (const [type, fields] of Object.entries(resolvers)) {
      const target = { ...all[type] };
      for (const [field, resolve] of Object.entries(fields)) {
        if (target[field] !== undefined) throw new Error(`${type}.${field} has two resolvers`);
        target[field] = resolve;
      }
      all[type] = target;
    }
  }
  return all as GraphQLResolverMap<unknown>;
}

/** The way through schema text loses what type-graphql's `@Extensions` put on fields. */
function copyExtensions(source: GraphQLSchema, schema: GraphQLSchema): void {
  for (const type of Object.values(source.getTypeMap())) {
    const target = schema.getType(type.name);
    if (!isObjectType(type) || !isObjectType(target)) continue;
    for (const [name, { extensions }] of Object.entries(type.getFields())) {
      const field = target.getFields()[name];
      if (field !== undefined) field.extensions = { ...field.extensions, ...extensions };
    }
  }
}

/** The supergraph is composed from files that are checked in, so nobody needs to ask a running subgraph for its text. */
function hideServiceField(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  if (query !== undefined && query !== null) delete query.getFields()._service;
}
