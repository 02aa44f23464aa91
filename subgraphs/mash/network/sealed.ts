import type { DataSource } from 'typeorm';

/** By person, whom a decision in force keeps sealed from them: a child before and after adoption. Both ways round. */
export type Sealed = ReadonlyMap<string, ReadonlySet<string>>;

export async function findSealed(hubs: readonly string[], db: DataSource): Promise<Sealed> {
  const rows: { one: string; other: string }[] = await db.query(
    `select one.hub as one, other.hub as other
     from link_decision as decision
     join link_effect as effect on effect.decision = decision.id
     join link_decision_pair as pair on pair.decision = decision.id
     join agency_person as one on one.agency = pair.agency and one.person = pair.person
     join agency_person as other on other.agency = pair.other_agency and other.person = pair.other_person
     where decision.kind = 'SEALED' and (one.hub = any($1::uuid[]) or other.hub = any($1::uuid[]))`,
    [hubs],
  );
  const sealed = new Map<string, Set<string>>();
  for (const { one, other } of rows.flatMap(({ one, other }) => [
    { one, other },
    { one: other, other: one },
  ])) {
    sealed.set(one, (sealed.get(one) ?? new Set()).add(other));
  }
  return sealed;
}
