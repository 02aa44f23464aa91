import { type DocumentNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql';

/** Selects everything that a client may ask of a type of the supergraph, so that a benchmark asks for new fields by itself. */
export class Selections {
  readonly #fields = new Map<string, FieldDefinitionNode[]>();

  constructor(supergraph: DocumentNode) {
    for (const definition of supergraph.definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      this.#fields.set(definition.name.value, (definition.fields ?? []).filter(isPublic));
    }
  }

  has(type: string, field: string): boolean {
    return this.#fields.get(type)?.some(({ name }) => name.value === field) ?? false;
  }

  /** `{ a b { c } }`: every field down to its leaves. @throws Error for a type that is not there or that leads back to itself */
  everythingOf(type: string, open: readonly string[] = []): string {
    const fields = this.#fields.get(type);
    if (fields === undefined) throw new Error(`The supergraph has no object type ${type}`);
    if (open.includes(type)) throw new Error(`${[...open, type].join(' > ')}: has no end to select to`);
    const selected = fields.map(({ name, type: of }) => {
      const inner = nameOf(of);
      return this.#fields.has(inner) ? `${name.value} ${this.everythingOf(inner, [...open, type])}` : name.value;
    });
    return `{ ${selected.join(' ')} }`;
  }
}

const isPublic = ({ directives, arguments: given }: FieldDefinitionNode): boolean =>
  !directives?.some(({ name }) => name.value === 'inaccessible') &&
  !given?.some(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined);

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));
