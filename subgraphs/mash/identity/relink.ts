import type { EntityManager } from 'typeorm';
import { assignHubIds } from './hub-ids';
import { type Attribution, noteMoves } from './linking/identity-changes';
import { findEvidence } from './linking/find-evidence';
import { reachable, type Seeds } from './linking/reachable';
import type { PlacedRecord } from './linking/records';
import { replaceReviews } from './linking/replace-reviews';
import { partition } from './partition';

/**
 * Decides anew who is one person among everybody reachable from the seeds, and stores it: whose records, which ids lead where, what
 * is in doubt, and what a person has to look at.
 *
 * @param because who decided it; absent when it follows from what agencies said
 * @returns ids of the people who are others now: whose records came or went, or about whom somebody is in doubt or is not any more.
 *   What was worked out from them has to be worked out again.
 */
export async function relink(tx: EntityManager, seeds: Seeds, because?: Attribution): Promise<string[]> {
  if (seeds.refs.length === 0) {
    return [];
  }
  const former = await formerHubs(tx, seeds);
  const records = await reachable(tx, seeds);
  const evidence = await findEvidence(tx, records);
  const { groups, doubts, reviews } = partition(records, evidence, (key) => evidence.outsiders.get(key));
  const { ids, redirects } = assignHubIds(groups);
  const hubOf = new Map(groups.flatMap((group, index) => group.map((record) => [record, ids[index] as string] as const)));
  const moved = records.filter((record) => hubOf.get(record) !== record.hub.id);
  await move(tx, moved, hubOf);
  await noteMoves(tx, moved, hubOf, because);
  await writeRedirects(tx, ids, redirects);
  const doubtful = doubts.flatMap((agencies, index) => [...agencies].map((agency) => ({ hub: ids[index] as string, agency })));
  const doubted = await writeDoubts(tx, [...former, ...ids, ...redirects.keys()], doubtful);
  await replaceReviews(tx, [...seeds.refs, ...records.map(({ ref }) => ref)], reviews, evidence.refs);
  return [...new Set([...moved.flatMap((record) => [record.hub.id, hubOf.get(record) as string]), ...doubted])];
}

async function move(tx: EntityManager, moved: readonly PlacedRecord[], hubOf: ReadonlyMap<PlacedRecord, string>): Promise<void> {
  await tx.query(
    `update agency_person as kept set hub = moved.hub from unnest($1::int[], $2::uuid[]) as moved (ref, hub)
     where kept.ref = moved.ref`,
    [moved.map(({ ref }) => ref), moved.map((record) => hubOf.get(record))],
  );
}

/** Persons the changed records belonged to: a doubt about them may have gone with a withdrawn record. */
async function formerHubs(tx: EntityManager, { refs }: Seeds): Promise<string[]> {
  const rows: { id: string }[] = await tx.query(
    'select unnest(array[own_hub, hub]) as id from agency_person where ref = any($1::int[])',
    [refs],
  );
  return rows.map(({ id }) => id);
}

/** Ids in use lead nowhere else; ids merged away lead to the person that took them. */
async function writeRedirects(tx: EntityManager, ids: readonly string[], redirects: ReadonlyMap<string, string>): Promise<void> {
  await tx.query('delete from hub_person_redirect where from_hub = any($1::uuid[])', [[...ids, ...redirects.keys()]]);
  await tx.query('insert into hub_person_redirect (from_hub, to_hub) select * from unnest($1::uuid[], $2::uuid[])', [
    [...redirects.keys()],
    [...redirects.values()],
  ]);
}

interface Doubt {
  readonly hub: string;
  readonly agency: string;
}

/** @returns the people about whom it says something else than before */
async function writeDoubts(tx: EntityManager, decided: readonly string[], doubts: readonly Doubt[]): Promise<string[]> {
  const [before]: [Doubt[], number] = await tx.query(
    'delete from doubtful_link where hub = any($1::uuid[]) returning hub, agency',
    [decided],
  );
  await tx.query('insert into doubtful_link (hub, agency) select * from unnest($1::uuid[], $2::text[])', [
    doubts.map(({ hub }) => hub),
    doubts.map(({ agency }) => agency),
  ]);
  const [old, now] = [before, doubts].map((all) => new Set(all.map(({ hub, agency }) => `${hub} ${agency}`))) as [
    Set<string>,
    Set<string>,
  ];
  return [
    ...before.filter(({ hub, agency }) => !now.has(`${hub} ${agency}`)),
    ...doubts.filter(({ hub, agency }) => !old.has(`${hub} ${agency}`)),
  ].map(({ hub }) => hub);
}
