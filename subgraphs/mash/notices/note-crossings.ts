import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { HubSetup } from '../access/hub-context';
import type { Crossing } from '../threshold/kept/store';
import { findTold } from './find-told';
import { notBefore } from './quiet-hours';

/**
 * Notes each crossing as an event, and writes of each rise to those who would find it among their notices.
 * A mail names the case and nothing of what is in it: whoever reads it signs in, and what they then see is in the ledger.
 */
export async function noteCrossings(
  tx: EntityManager,
  crossings: readonly Crossing[],
  setup: Pick<HubSetup, 'agreements' | 'database' | 'purposes' | 'thresholds'>,
  now: Date,
): Promise<void> {
  if (crossings.length === 0) return;
  const { notices } = setup.thresholds.advice;
  const rises: string[] = [];
  for (const { caseId, viewpoint, from, to } of crossings) {
    const [{ id: event }]: [{ id: string }] = await tx.query(
      `insert into threshold_event (at, kind, case_id, viewpoint, level_from, level_to) values ($1, $2, $3, $4, $5, $6) returning id`,
      [now, to > from ? 'THRESHOLD_ROSE' : 'THRESHOLD_FELL', caseId, viewpoint, from, to],
    );
    if (to > from) rises.push(event);
  }
  for (const { event, to, ...one } of await findTold(rises, tx, setup, now)) {
    await write(tx, { event, ...one }, notBefore(notices, to, now), notices.onceWithinHours, now);
  }
}

/** Mail that waited for the morning, of cases that are closed by then. What was sent stays. */
export async function withdrawMail(tx: EntityManager, closed: readonly string[]): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `delete from notice_outbox n using threshold_event e
     where e.id = n.event_id and n.sent_at is null and e.case_id = any($1::uuid[])`,
    [closed],
  );
}

/** Once in so many hours for each person and case: a level that goes up and down is one piece of news. */
async function write(
  tx: EntityManager,
  { event, member, reference }: { event: string; member: string; reference: string },
  when: Date,
  hours: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into notice_outbox (id, event_id, member, subject, body, created_at, not_before)
     select $1, $2, $3, $4, $5, $6, $7
     where not exists (
       select from notice_outbox n join threshold_event earlier on earlier.id = n.event_id, threshold_event this
       where this.id = $2 and n.member = $3 and earlier.case_id = this.case_id and earlier.level_to >= this.level_to
         and n.created_at > $6::timestamptz - make_interval(hours => $8))`,
    [
      ...[randomUUID(), event, member, `Case ${reference}: a threshold was crossed`],
      `The advice on case ${reference}, for which you are responsible, has crossed a threshold. Sign in to read it.`,
      ...[now, when, hours],
    ],
  );
}
