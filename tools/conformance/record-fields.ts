import { getNamedType, type GraphQLSchema, isLeafType, isNonNullType, isObjectType, buildSchema } from 'graphql';

/** Hidden from clients; the hub's `sources` and `chronology` are made of them. */
const HIDDEN: ReadonlySet<string> = new Set(['sourceHeader', 'chronologyEntries']);

export interface RecordField {
  readonly name: string;
  /** How to ask for it and for nothing inside it. */
  readonly selection: string;
}

/** The fields of an agency's record that can be asked for without an argument. */
export function recordFields(sdl: string, recordType: string): RecordField[] {
  const type = readSchema(sdl).getType(recordType);
  if (!isObjectType(type)) throw new Error(`The schema has no type ${recordType}`);
  return Object.values(type.getFields())
    .filter(({ name, args }) => !HIDDEN.has(name) && args.every((argument) => !isNonNullType(argument.type)))
    .map(({ name, type: of }) => ({ name, selection: isLeafType(getNamedType(of)) ? name : `${name} { __typename }` }));
}

const readSchema = (sdl: string): GraphQLSchema => buildSchema(sdl, { assumeValidSDL: true });
