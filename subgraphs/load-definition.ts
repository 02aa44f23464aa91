import type { AgencyDefinition } from '../common/agency/definition';
import type { AgencyName } from './registry';

/**
 * What an agency's folder defines, by its name in the registry. Loaded by name, so that a process holds one agency's code only
 * and the registry stays the one list of agencies.
 */
export function loadDefinition(name: AgencyName): AgencyDefinition {
  const loaded = require(`./${name}/index`) as { readonly definition?: AgencyDefinition; readonly default?: AgencyDefinition };
  const definition = loaded.definition ?? loaded.default;
  if (definition === undefined) throw new Error(`subgraphs/${name}/index.ts exports no definition`);
  return definition;
}
