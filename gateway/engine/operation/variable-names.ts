import { type DocumentNode, visit } from 'graphql';
import type { Variables } from './conditions';

/** Names that the planner gives to variables of its own, and the names that those of clients get instead. */
const RESERVED = /^(representations$|__|v_)/;

/** The name of a client's variable in everything that is planned. No two have the same. */
const plannedName = (name: string): string => (RESERVED.test(name) ? `v_${name}` : name);

/** Takes names out of the way that would clash: what a client gives must never be sent as the objects that a subgraph is asked about. */
export function withPlannedNames(document: DocumentNode): DocumentNode {
  return visit(document, {
    Variable: ({ name, ...node }) => {
      const value = plannedName(name.value);
      return value === name.value ? undefined : { ...node, name: { ...name, value } };
    },
  });
}

/** The values of variables, under those names. */
export function byPlannedName(variables: Variables): Variables {
  if (!Object.keys(variables).some((name) => RESERVED.test(name))) return variables;
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [plannedName(name), value]));
}
