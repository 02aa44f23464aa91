import type { HubContext } from '../context';
import { holdOpenCase } from './assign-case';
import { checkMay, checkReason, recordChange } from './case-rules';

/**
 * Closes a case: from this moment nothing is reached through it, and its people are watched through it no more.
 *
 * @throws WITHHELD, BAD_USER_INPUT; NOT_FOUND for a case that is closed already, absent or not theirs.
 */
export async function closeCase(caseId: string, reason: string, context: HubContext): Promise<void> {
  checkMay('assignment', context);
  const why = checkReason(reason);
  await context.database.transaction(async (tx) => {
    const row = await holdOpenCase(caseId, context, tx);
    await tx.query(`update "case" set status = 'CLOSED', closed_at = $2, closed_by = $3, close_reason = $4 where id = $1`, [
      row.id,
      context.now(),
      context.principal.sub,
      why,
    ]);
    await recordChange(tx, row.id, context);
  });
}
