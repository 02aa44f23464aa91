import type { EntityManager } from 'typeorm';
import type { HubContext } from '../context';
import { termsOf } from '../ledger/access-log';
import { record } from '../ledger/record';
import { findCases } from './case-store';

/** Writes into the ledger, with the change itself, that a case was changed: about whom, by whom, and what it allows from now on. */
export async function recordInLedger(
  tx: EntityManager,
  caseId: string,
  change: 'TERMS' | 'ASSIGNED',
  { principal, now }: HubContext,
): Promise<void> {
  const row = (await findCases([caseId], tx)).get(caseId);
  if (row === undefined) throw new Error('A case that is changed is there');
  const subjects: { person: string }[] = await tx.query('select person from case_subject where case_id = $1 order by position', [
    caseId,
  ]);
  await record(tx, {
    ...{ kind: 'CASE_CHANGE', at: now(), by: principal },
    persons: subjects.map(({ person }) => person),
    cases: [termsOf(row)],
    detail: { change, status: row.status },
  });
}
