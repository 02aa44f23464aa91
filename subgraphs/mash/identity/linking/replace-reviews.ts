import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { pairKey, type RecordKey, type Review } from './records';

/** What waits for a person about these records is what is given now; what still waits keeps the day on which it began. */
export async function replaceReviews(
  tx: EntityManager,
  about: readonly number[],
  reviews: readonly Review[],
  refs: ReadonlyMap<RecordKey, number>,
): Promise<void> {
  const wanted = reviews.map(({ left, right }) => {
    const [one, other] = [refs.get(left) as number, refs.get(right) as number];
    return { id: reviewId(left, right), lower: Math.min(one, other), upper: Math.max(one, other) };
  });
  const ids = wanted.map(({ id }) => id);
  await tx.query(
    `delete from link_review where id = any(array(
       select id from link_review where lower = any($1::int[]) union select id from link_review where upper = any($1::int[])))
     and not id = any($2::uuid[])`,
    [about, ids],
  );
  if (wanted.length > 0) {
    await tx.query(
      `insert into link_review (id, lower, upper) select * from unnest($1::uuid[], $2::int[], $3::int[]) on conflict do nothing`,
      [ids, wanted.map(({ lower }) => lower), wanted.map(({ upper }) => upper)],
    );
  }
}

/** The same pair always has the same id, so that a link to it survives a rebuilt index; nobody can read the records from it. */
export function reviewId(left: RecordKey, right: RecordKey): string {
  const hex = createHash('sha256')
    .update(`link review ${pairKey(left, right)}`)
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
