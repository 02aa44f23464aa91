import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/** A supergraph that says something this engine does not know: half understood it would give wrong data, or too much. */
export class SupergraphRefused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The supergraph is not taken:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SupergraphRefused';
  }
}

/** Specifications whose directives this engine acts upon. */
const KNOWN_LINKS = [
  /^https:\/\/specs\.apollo\.dev\/link\/v1\.0$/,
  /^https:\/\/specs\.apollo\.dev\/core\/v0\.[12]$/,
  /^https:\/\/specs\.apollo\.dev\/join\/v0\.[1-5]$/,
  /^https:\/\/specs\.apollo\.dev\/inaccessible\/v0\.[12]$/,
];

/** Arguments of the join directives that are acted upon, or that only the planner needs. */
const KNOWN_ARGUMENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  join__graph: new Set(['name', 'url']),
  join__type: new Set(['graph', 'key', 'extension', 'resolvable', 'isInterfaceObject']),
  join__field: new Set(['graph', 'requires', 'provides', 'type', 'external', 'override', 'usedOverridden']),
  join__implements: new Set(['graph', 'interface']),
  join__unionMember: new Set(['graph', 'member']),
  join__enumValue: new Set(['graph']),
};

/** @throws SupergraphRefused with every problem */
export function assertUnderstood(document: DocumentNode): void {
  const problems = new Set<string>();
  let graphs = 0;
  visit(document, {
    Directive(directive) {
      const name = directive.name.value;
      const given = argumentsGiven(directive as DirectiveNode);
      if (name === 'link' || name === 'core') checkLink(given, problems);
      else if (name === 'join__directive') checkCarried(given, problems);
      else if (name.startsWith('join__')) checkJoin(name, given, problems);
    },
    EnumTypeDefinition(definition) {
      if (definition.name.value === 'join__Graph') graphs = definition.values?.length ?? 0;
    },
  });
  if (graphs === 0) problems.add('It names no subgraphs (enum join__Graph)');
  if (problems.size > 0) throw new SupergraphRefused([...problems]);
}

function checkLink(given: ReadonlyMap<string, unknown>, problems: Set<string>): void {
  const url = String(given.get('url') ?? given.get('feature'));
  const isKnown = KNOWN_LINKS.some((known) => known.test(url));
  // What is not for execution or security may be passed over (link specification).
  if (!isKnown && given.has('for')) problems.add(`It needs ${url}, which this engine does not have`);
  if (isKnown && given.has('as')) problems.add(`It gives ${url} a name of its own`);
}

/** Directives of one subgraph, carried through: connectors and the like. The note of a link alone means nothing. */
function checkCarried(given: ReadonlyMap<string, unknown>, problems: Set<string>): void {
  if (given.get('name') !== 'link')
    problems.add(`It carries @${String(given.get('name'))} of a subgraph, which this engine does not know`);
}

function checkJoin(name: string, given: ReadonlyMap<string, unknown>, problems: Set<string>): void {
  const known = KNOWN_ARGUMENTS[name];
  if (known === undefined) problems.add(`It has @${name}, which this engine does not know`);
  for (const argument of given.keys()) {
    if (known?.has(argument) === false) problems.add(`It has @${name}(${argument}:), which this engine does not know`);
  }
}

/** Arguments that are given and not null, by name; of lists and objects only that they are there. */
const argumentsGiven = (directive: DirectiveNode): Map<string, unknown> =>
  new Map(
    (directive.arguments ?? []).flatMap(({ name, value }) =>
      value.kind === Kind.NULL ? [] : [[name.value, 'value' in value ? value.value : true] as const],
    ),
  );
