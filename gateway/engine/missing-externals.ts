import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  parseConstValue,
  visit,
} from 'graphql';
import { argumentsOf } from './directive-arguments';
import { readFieldSet } from './field-set';

/**
 * Marks as external what an `@interfaceObject` requires of others. Our composer leaves the mark out, and the planner would ask the
 * subgraph for a field that it only requires. There is no doubt: composing refuses a field that requires by its name what is not external.
 *
 * @returns the same document when nothing is missing
 */
export const withExternals = (supergraph: DocumentNode): DocumentNode =>
  visit(supergraph, { InterfaceTypeDefinition: (node) => marked(node) });

function marked(type: InterfaceTypeDefinitionNode): InterfaceTypeDefinitionNode | undefined {
  const known = given(type, 'join__type');
  const graphs = [...new Set(known.map(({ graph }) => String(graph)))];
  const asObject = new Set(known.flatMap(({ graph, isInterfaceObject }) => (isInterfaceObject ? [String(graph)] : [])));
  if (asObject.size === 0) return undefined;
  const needed = new Map<string, Set<string>>();
  for (const field of type.fields ?? [])
    for (const { graph, requires } of given(field, 'join__field')) {
      if (typeof requires !== 'string' || !asObject.has(String(graph))) continue;
      for (const { name, inside } of readFieldSet(requires))
        if (inside === undefined && !isOfKey(known, graph, name))
          needed.set(name, (needed.get(name) ?? new Set()).add(String(graph)));
    }
  const fields = type.fields?.map((field) => withMark(field, graphs, needed.get(field.name.value) ?? new Set()));
  return fields?.some((field, index) => field !== type.fields?.[index]) ? { ...type, fields } : undefined;
}

type Arguments = Readonly<Record<string, unknown>>;

/** What a key is made of comes with the object, and is the subgraph's own. */
const isOfKey = (types: readonly Arguments[], graph: unknown, field: string): boolean =>
  types.some(
    (one) => one['graph'] === graph && readFieldSet(String(one['key'] ?? '__typename')).some(({ name }) => name === field),
  );

/** A field without `@join__field` is one of every subgraph that knows the type. Where nobody else has it, nothing is changed. */
function withMark(field: FieldDefinitionNode, graphs: readonly string[], needed: ReadonlySet<string>): FieldDefinitionNode {
  const isSaid = given(field, 'join__field').length > 0;
  const said = isSaid ? (field.directives ?? []) : [...(field.directives ?? []), ...graphs.map(joinField)];
  const graphOf = (directive: ConstDirectiveNode): string | undefined =>
    directive.name.value === 'join__field' ? String(argumentsOf(directive)['graph']) : undefined;
  const isMissing = (directive: ConstDirectiveNode): boolean =>
    needed.has(graphOf(directive) ?? '') && argumentsOf(directive)['external'] !== true;
  const hasOwner = said.some((one) => graphOf(one) !== undefined && !needed.has(graphOf(one) ?? ''));
  if (!hasOwner || !said.some(isMissing)) return field;
  const external = argument('external', 'true');
  const directives = said.map((one) => (isMissing(one) ? { ...one, arguments: [...(one.arguments ?? []), external] } : one));
  return { ...field, directives };
}

const joinField = (graph: string): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'join__field' },
  arguments: [argument('graph', graph)],
});

const argument = (name: string, value: string) => ({
  kind: Kind.ARGUMENT as const,
  name: { kind: Kind.NAME as const, value: name },
  value: parseConstValue(value, { noLocation: true }),
});

const given = ({ directives = [] }: FieldDefinitionNode | InterfaceTypeDefinitionNode, name: string): Record<string, unknown>[] =>
  directives.filter((one) => one.name.value === name).map(argumentsOf);
