import { type ExactLink, exactLinks } from './exact-links';
import { type Evidence, type LinkRecord, type MatchEdge, pairKey, type RecordKey, recordKey } from './records';

/** Everything that is known of pairs of these records, asked by pair. */
export interface Judgement {
  readonly exactLinks: readonly ExactLink[];
  /** Under an identifier that was given to the wrong one of two: no comparison that counts it is sure. */
  readonly misused: (left: RecordKey, right: RecordKey) => boolean;
  readonly decided: (left: RecordKey, right: RecordKey) => 'LINK' | 'NOT_SAME' | 'SEALED' | undefined;
  readonly edge: (left: RecordKey, right: RecordKey) => MatchEdge | undefined;
  readonly exact: (left: RecordKey, right: RecordKey) => 'nhs' | 'upn' | undefined;
  /** A person said so: they are two. */
  readonly forbidden: (left: RecordKey, right: RecordKey) => boolean;
  /** They cannot be one person, as far as anything tells; a person's word that they are one is stronger. */
  readonly contradict: (left: RecordKey, right: RecordKey) => boolean;
}

export function judgementOf(records: readonly LinkRecord[], { edges, decisions }: Evidence): Judgement {
  const decisionOf = new Map(decisions.map((one) => [pairKey(one.left, one.right), one.kind]));
  const edgeOf = new Map(edges.map((one) => [pairKey(one.left, one.right), one]));
  const exactOf = new Map<string, 'nhs' | 'upn'>();
  const { links, misused } = exactLinks(records);
  for (const { left, right, by } of links) {
    const key = pairKey(left, right);
    exactOf.set(key, exactOf.get(key) === 'nhs' ? 'nhs' : by);
  }
  const numberOf = nhsNumbers(records, decisions);
  const decided: Judgement['decided'] = (left, right) => decisionOf.get(pairKey(left, right));
  const edge: Judgement['edge'] = (left, right) => edgeOf.get(pairKey(left, right));
  const exact: Judgement['exact'] = (left, right) => exactOf.get(pairKey(left, right));
  const forbidden: Judgement['forbidden'] = (left, right) => ['NOT_SAME', 'SEALED'].includes(decided(left, right) ?? '');
  return {
    exactLinks: links,
    misused: (left, right) => misused.has(left) && misused.has(right),
    ...{ decided, edge, exact, forbidden },
    contradict(left, right) {
      if (decided(left, right) !== undefined) {
        return forbidden(left, right);
      }
      const [one, other] = [numberOf.get(left), numberOf.get(right)];
      if (one !== undefined && other !== undefined && one !== other) {
        return true;
      }
      return exact(left, right) === undefined && edge(left, right)?.apart === true;
    },
  };
}

/** By record, its NHS number; two numbers that a person said to be of one child count as one. */
function nhsNumbers(records: readonly LinkRecord[], decisions: Evidence['decisions']): Map<RecordKey, string> {
  const own = new Map(records.flatMap((one) => (one.nhsNumber === null ? [] : [[recordKey(one), one.nhsNumber] as const])));
  const same = new Map<string, string>();
  const rootOf = (number: string): string => {
    const next = same.get(number);
    return next === undefined ? number : rootOf(next);
  };
  for (const { left, right } of decisions.filter(({ kind }) => kind === 'LINK')) {
    const [one, other] = [own.get(left), own.get(right)];
    if (one !== undefined && other !== undefined && rootOf(one) !== rootOf(other)) {
      same.set(rootOf(one), rootOf(other));
    }
  }
  return new Map([...own].map(([key, number]) => [key, rootOf(number)]));
}
