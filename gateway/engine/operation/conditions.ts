import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/** Variables as coerced, by name. */
export type Variables = Readonly<Record<string, unknown>>;

export const isCondition = ({ name: { value } }: DirectiveNode): boolean => value === 'skip' || value === 'include';

/** Whether `@skip` and `@include` let a selection in. */
export function isIncluded(directives: readonly DirectiveNode[] | undefined, variables: Variables): boolean {
  return (directives ?? []).every((directive) => {
    if (!isCondition(directive)) return true;
    const value = directive.arguments?.[0]?.value;
    const holds =
      value?.kind === Kind.BOOLEAN ? value.value : value?.kind === Kind.VARIABLE && variables[value.name.value] === true;
    return holds === (directive.name.value === 'include');
  });
}

/** The variables that any `@skip` or `@include` of the document looks at, in a fixed order. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      const value = directive.arguments?.[0]?.value;
      if (isCondition(directive) && value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
