import { Kind, parse } from 'graphql';
import { argumentsOf } from '../../gateway/engine/supergraph/directive-arguments';
import { AGENCIES, HUB } from '../../subgraphs/registry';
import { CommandFailed } from '../command-line';

/**
 * Where each subgraph of a supergraph is, by name.
 *
 * @param instead addresses that count more than the supergraph's own
 * @throws CommandFailed when one has none, when `instead` names one that is not there, and for the hub's own supergraph
 */
export function addressesOf(sdl: string, instead: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const { directives = [] } of definition.values ?? []) {
      const graph = directives.find(({ name }) => name.value === 'join__graph');
      const { name, url = '' } = graph === undefined ? {} : argumentsOf(graph);
      if (typeof name === 'string') told.set(name, String(url));
    }
  }
  if ([HUB, ...AGENCIES].every(({ name }) => told.has(name)))
    throw new CommandFailed("This is the hub's own supergraph. Its subgraphs answer the gateway alone: npm start");
  const strangers = [...instead.keys()].filter((name) => !told.has(name));
  if (strangers.length > 0) throw new CommandFailed(`The supergraph has no subgraph "${strangers.join('", "')}"`);
  const addresses = new Map([...told].map(([name, url]) => [name, instead.get(name) ?? url]));
  const lost = [...addresses].filter(([, url]) => !/^https?:/.test(url) || !URL.canParse(url)).map(([name]) => name);
  if (lost.length > 0)
    throw new CommandFailed(`Say where to find it: ${lost.map((name) => `--url ${name}=http://...`).join(' ')}`);
  return addresses;
}
