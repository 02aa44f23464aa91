import { components } from './linking/components';
import { judgementOf } from './linking/judgement';
import { consistentLinks, firmLinks, sureLinks } from './linking/links';
import { type Evidence, type LinkRecord, type RecordKey, recordKey, type Review } from './linking/records';
import { type Outsider, unresolved } from './linking/unresolved';

export type { LinkRecord } from './linking/records';

export interface Partition<R extends LinkRecord> {
  /** Records that are the same person; every record is in exactly one group. */
  readonly groups: readonly (readonly R[])[];
  /** By group: agencies holding a record that may be of this person and yet is not in it. */
  readonly doubts: readonly ReadonlySet<string>[];
  /** Pairs that a person has to look at: one for each two people who may be one. */
  readonly reviews: readonly Review[];
}

const NO_EVIDENCE: Evidence = { edges: [], decisions: [] };

/**
 * Decides which records are one person: by the same valid identifier and birth date, by a comparison that leaves no doubt and no
 * rival, and by what people decided, which is stronger than both.
 *
 * The answer depends on the records, the comparisons and the decisions only, never on the order in which they came. A group never
 * holds two records that cannot be one person, two NHS numbers above all. Whatever may be one person without being linked is a doubt.
 *
 * @param evidence edges and decisions of which at least one end is among the records
 * @param outside names the person of a record that is an end of an edge and not among the records
 */
export function partition<R extends LinkRecord>(
  records: readonly R[],
  evidence: Evidence = NO_EVIDENCE,
  outside: (key: RecordKey) => Outsider | undefined = () => undefined,
): Partition<R> {
  const byKey = new Map(records.map((record) => [recordKey(record), record]));
  const keys = [...byKey.keys()];
  const judgement = judgementOf(records, evidence);
  const links = firmLinks(consistentLinks(keys, sureLinks(records, evidence, judgement), judgement));
  const groups = components(keys, links).map((group) => group.map((key) => byKey.get(key) as R));
  return { groups, ...unresolved(groups, evidence.edges, judgement, outside) };
}
