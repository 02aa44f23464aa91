import { clusters, probabilityOf } from '../../../../matching/index';
import { components, neighbours } from './components';
import type { Judgement } from './judgement';
import { type Evidence, type LinkRecord, pairKey, type RecordKey, recordKey } from './records';
import { hasRival, likelyEdges } from './rivals';

/** Two records to be taken for one person, and on whose word. */
export interface SureLink {
  readonly left: RecordKey;
  readonly right: RecordKey;
  readonly by: 'person' | 'nhs' | 'upn' | 'match';
  readonly weight: number;
}

/** Whatever would link two records by itself, before anybody looks at what hangs together then. */
export function sureLinks(records: readonly LinkRecord[], evidence: Evidence, judgement: Judgement): SureLink[] {
  const keys = new Set(records.map(recordKey));
  const likely = likelyEdges(evidence.edges);
  const said = evidence.decisions
    .filter(({ kind }) => kind === 'LINK')
    .map((one) => ({ ...one, by: 'person' as const, weight: 0 }));
  const exact = judgement.exactLinks.map((one) => ({ ...one, weight: 0 }));
  const matched = evidence.edges
    .filter((edge) => edge.verdict === 'AUTO' && !judgement.misused(edge.left, edge.right) && !hasRival(edge, likely, judgement))
    .map((edge) => ({ ...edge, by: 'match' as const }));
  const known = [...said, ...exact, ...matched]
    .filter(({ left, right }) => keys.has(left) && keys.has(right) && !judgement.contradict(left, right))
    .map(({ left, right, by, weight }) => ({ left, right, by, weight }));
  // The strongest word first: of several about one pair it is the one kept.
  const once = new Map([...known].reverse().map((one) => [pairKey(one.left, one.right), one]));
  return [...once.values()];
}

/**
 * Takes links away until nothing hangs together that cannot be one person. Which links go follows from the set alone:
 *
 * - a record between two who cannot be one joins neither, because nothing says to which it belongs;
 * - where a longer chain still brings two such together, only NHS numbers and people's words link in it; then people's words
 *   alone; then nothing.
 */
export function consistentLinks(keys: readonly RecordKey[], links: readonly SureLink[], judgement: Judgement): SureLink[] {
  const near = neighbours(links);
  const torn = new Set(keys.filter((key) => holdsTwo([...(near.get(key) ?? [])], judgement)));
  const kept = links.filter(({ left, right, by }) => by === 'person' || !(torn.has(left) || torn.has(right)));
  const strictness: readonly (readonly SureLink['by'][])[] = [['person', 'nhs'], ['person'], []];
  return strictness.reduce((sure, trusted) => withinTorn(keys, sure, trusted, judgement), kept);
}

/**
 * Takes away the comparisons by which alone a whole of several records hangs on another: a person looks at them first. A new record
 * that hangs on a whole by its own comparison is an ordinary arrival.
 */
export function firmLinks(links: readonly SureLink[]): SureLink[] {
  const edges = links.map((link) => ({ ...link, probability: link.by === 'match' ? probabilityOf(link.weight) : 1 }));
  const weak = new Set(clusters(edges).flatMap((cluster) => cluster.weak.map(({ left, right }) => pairKey(left, right))));
  return links.filter(({ left, right }) => !weak.has(pairKey(left, right)));
}

/** In each whole that holds two people, keeps the links of these kinds only. */
function withinTorn(
  keys: readonly RecordKey[],
  links: readonly SureLink[],
  trusted: readonly SureLink['by'][],
  judgement: Judgement,
): SureLink[] {
  const torn = new Set(
    components(keys, links)
      .filter((whole) => holdsTwo(whole, judgement))
      .flat(),
  );
  return links.filter(({ left, by }) => trusted.includes(by) || !torn.has(left));
}

function holdsTwo(keys: readonly RecordKey[], { contradict }: Judgement): boolean {
  return keys.some((one, index) => keys.slice(index + 1).some((other) => contradict(one, other)));
}
