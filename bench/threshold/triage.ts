import { graphql, type GraphQLSchema } from 'graphql';
import { hubContext, type HubSetup } from '../../subgraphs/mash/access/hub-context';
import { comparedTo, figure, type Result } from '../result';
import { median } from '../statistics';

const FIELDS = 'id reference status level purpose openedAt teams';
const WITH_ADVICE = `{ cases(first: 500, orderBy: HIGHEST_ADVICE_FIRST) {
  totalCount edges { node { ${FIELDS} advice { level couldReach } } } } }`;
const BARE = `{ cases(first: 500, orderBy: NEWEST_FIRST) { totalCount edges { node { ${FIELDS} } } } }`;

/** The triage list of 500 open cases, ordered by the advice and showing both ends of it, against the same list without: A B, then B A. */
export async function measureTriage(setup: HubSetup, schema: GraphQLSchema, rounds: number): Promise<Result[]> {
  const ask = async (source: string): Promise<number> => {
    const principal = {
      kind: 'principal',
      sub: 'bench|mash_analyst',
      agency: 'MASH',
      roles: ['mash_analyst'],
      teams: ['triage'],
      rid: 'r',
    } as const;
    const started = performance.now();
    const { data, errors } = await graphql({ schema, source, contextValue: hubContext(setup, principal) });
    const took = performance.now() - started;
    const edges = (data as { cases?: { edges?: unknown[] } } | null | undefined)?.cases?.edges;
    if (errors !== undefined || edges?.length !== 500) throw new Error('The list was not answered whole');
    return took;
  };
  const [withAdvice, bare]: [number[], number[]] = [[], []];
  for (let round = -3; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [WITH_ADVICE, BARE] : [BARE, WITH_ADVICE];
    for (const source of order) {
      const took = await ask(source);
      // The first rounds warm up.
      if (round >= 0) (source === BARE ? bare : withAdvice).push(took);
    }
  }
  const plain = figure('triage-500-bare-ms', median(bare), 'ms');
  return [comparedTo(plain, 'triage-500-ms', median(withAdvice)), plain];
}
