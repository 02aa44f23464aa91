import type { Judgement } from './judgement';
import type { MatchEdge, RecordKey } from './records';

/** By record, the edges it is an end of that say the two may be one person. */
export type LikelyEdges = ReadonlyMap<RecordKey, readonly MatchEdge[]>;

export function likelyEdges(edges: readonly MatchEdge[]): LikelyEdges {
  const by = new Map<RecordKey, MatchEdge[]>();
  for (const edge of edges.filter(({ verdict }) => verdict !== 'DIFFERENT')) {
    for (const end of [edge.left, edge.right]) {
      by.set(end, [...(by.get(end) ?? []), edge]);
    }
  }
  return by;
}

/**
 * Whether somebody else fits too: another record of the same agency that may be the other one of the two, and is not known to be
 * the same person as the one in question. Somebody recognised as a brother or sister, or whom a person ruled out, is no rival.
 */
export function hasRival({ left, right }: MatchEdge, likely: LikelyEdges, judgement: Judgement): boolean {
  return fitsAnother(left, right, likely, judgement) || fitsAnother(right, left, likely, judgement);
}

function fitsAnother(one: RecordKey, chosen: RecordKey, likely: LikelyEdges, judgement: Judgement): boolean {
  return (likely.get(one) ?? []).some((edge) => {
    const other = edge.left === one ? edge.right : edge.left;
    if (other === chosen || edge.apart || agencyOf(other) !== agencyOf(chosen) || judgement.forbidden(one, other)) {
      return false;
    }
    return !isDuplicate(chosen, other, judgement);
  });
}

/** Two records of one agency about one person. */
function isDuplicate(one: RecordKey, other: RecordKey, { decided, edge, exact }: Judgement): boolean {
  const said = decided(one, other);
  if (said !== undefined) {
    return said === 'LINK';
  }
  return exact(one, other) !== undefined || edge(one, other)?.verdict === 'AUTO';
}

const agencyOf = (key: RecordKey): string => key.slice(0, key.indexOf('/'));
