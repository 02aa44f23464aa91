import type { Answer, Fault, Json } from '../../support/journey';
import { COLLATED } from './collated';

/** The four agencies: the name of the subgraph, its code, and its field on a child. */
export const AGENCIES = [
  { name: 'police', agency: 'POLICE', field: 'police' },
  { name: 'health', agency: 'HEALTH', field: 'health' },
  { name: 'education', agency: 'EDUCATION', field: 'education' },
  { name: 'social-care', agency: 'SOCIAL_CARE', field: 'socialCare' },
] as const;

export type Agency = (typeof AGENCIES)[number];

/**
 * What is promised: the rest arrives within an agency's budget of 1.5 s and what it takes to put it together, whatever one agency
 * does. That is 2.5 s on a machine at rest; on a busy one as many times longer as an undisturbed answer takes there.
 */
export const restWithinMs = (undisturbed: Answer): number => 1_500 + Math.max(1_000, 5 * undisturbed.ms);

export const OUTAGE_QUERY = COLLATED;

/** Places of everybody in a collated answer: the child, and whoever lives with them. */
export function placesOf(data: Json): (string | number)[][] {
  return [['child'], ...data.child.household.map((_: unknown, index: number) => ['child', 'household', index, 'person'])];
}

const sorted = (faults: readonly Pick<Fault, 'path'>[]) => faults.map(({ path }) => (path ?? []).join('.')).sort();

/** Everything that one agency's outage must and must not do to a collated answer; `before` is the answer while it was well. */
export function expectOnlyItsOwnPartMissing(answer: Answer, before: Answer, { agency, field }: Agency): void {
  expect(answer.status).toBe(200);
  expect(new Set(answer.errors.map(({ extensions }) => `${extensions.code} ${extensions.agency}`))).toEqual(
    new Set([`AGENCY_UNAVAILABLE ${agency}`]),
  );
  expect(sorted(answer.errors)).toEqual(sorted(placesOf(before.data).map((place) => ({ path: [...place, field] }))));

  const { child } = answer.data;
  expect(child[field]).toBeNull();
  expect(child.sources.map((one: Json) => one.agency)).toEqual(AGENCIES.map((one) => one.agency));
  const source = child.sources.find((one: Json) => one.agency === agency);
  expect(source.state).toBe('UNAVAILABLE');
  expect(source.since).not.toBeNull();
  for (const other of AGENCIES.filter((one) => one.agency !== agency)) {
    expect(child[other.field]).toEqual(before.data.child[other.field]);
    expect(child.sources.find((one: Json) => one.agency === other.agency).state).toBe('RECORDS_FOUND');
  }
  for (const [index, { person }] of child.household.entries()) {
    const was = before.data.child.household[index].person;
    expect({ ...person, sources: null }).toEqual({ ...was, [field]: null, sources: null });
    expect(person.sources.find((one: Json) => one.agency === agency).state).toBe('UNAVAILABLE');
  }
  expect(child.chronology.gaps).toEqual([{ agency, state: 'UNAVAILABLE' }]);
  expect(child.chronology.edges.map((edge: Json) => edge.node)).toEqual(
    before.data.child.chronology.edges.map((edge: Json) => edge.node).filter((node: Json) => node.agency !== agency),
  );
  expectThresholdKept(child.threshold, before.data.child.threshold, agency);
}

/** The last known signals stand, with their age; nothing known goes away, and what cannot be told is said. */
function expectThresholdKept(now: Json, before: Json, agency: string): void {
  expect(now.complete).toBe(false);
  expect(now.level).toBe(before.level);
  expect(now.couldReach).toBeGreaterThanOrEqual(before.couldReach);
  expect(now.missing).toContainEqual(expect.objectContaining({ agency, reason: 'UNAVAILABLE', since: expect.any(String) }));
  const evidence = ({ rules }: Json) => rules.flatMap((rule: Json) => rule.evidence.filter((one: Json) => one.agency === agency));
  expect(
    evidence(now)
      .map((one: Json) => one.source)
      .sort(),
  ).toEqual(
    evidence(before)
      .map((one: Json) => one.source)
      .sort(),
  );
  for (const one of evidence(now)) expect(one.dataAge).toEqual(expect.any(Number));
}
