import { askFor } from '../../../common/access/verdicts';
import { reportOwnCase } from '../access/own-ties';
import type { HubContext } from '../context';
import { isId } from './case-store';
import { Case } from './case.types';
import { claimsOf, findReachableCase, type ReachableCase } from './reachable-cases';

/**
 * A case as this caller sees it.
 *
 * @param field the root field that gives it out, for the decision and the ledger.
 * @returns undefined when the hub's agreement does not show them cases of this kind.
 */
export function caseFor(row: ReachableCase, field: string, context: HubContext): Case | undefined {
  const claims = claimsOf(row, context);
  const shown = new Case(row, { ...claims, kind: 'view', person: '', relation: 'SUBJECT', protect: [] });
  return askFor(context, shown.subject, field).state === 'CONTENT' ? shown : undefined;
}

/** The case, if it is theirs to see. */
export async function findCase(id: string, field: string, context: HubContext): Promise<Case | undefined> {
  const row = isId(id) ? await findReachableCase(id, context, context.database) : undefined;
  if (row === undefined) await reportOwnCase(id, context);
  return row && caseFor(row, field, context);
}
