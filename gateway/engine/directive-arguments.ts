import type { DirectiveNode } from 'graphql';

/** Arguments that are names, texts or yes and no, by name. */
export const argumentsOf = (directive: DirectiveNode): Record<string, unknown> =>
  Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, 'value' in value ? value.value : undefined]),
  );
