import type { ConstDirectiveNode, DirectiveNode } from 'graphql';

/** Arguments that are names, texts or yes and no, by name. */
export const argumentsOf = (directive: DirectiveNode): Record<string, unknown> =>
  Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, 'value' in value ? value.value : undefined]),
  );

/** Those of every directive of this name on a definition. */
export const argumentsOfAll = (
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): Record<string, unknown>[] => directives.filter((one) => one.name.value === name).map(argumentsOf);
