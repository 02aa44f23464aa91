import { AgencyPerson } from '../publishing/people';
import { readAt } from './as-known-on';
import type { AgencyContext } from './context';
import type { AgencyRecord, Class } from './definition';
import { rowsWhere } from './rows';

/**
 * An agency's own record of one of its people, for its own staff: no case and no grant, every field still decided, by the
 * `own` lists of the agreement. For the root fields of an agency's subgraph, which stand in the agreement themselves.
 *
 * @param personId the agency's own id of the person.
 * @param asKnownOn shows what the agency held at that instant.
 * @returns null when the agency knows, or then knew, nobody by that id, and when it is somebody of the reader's own.
 * @throws BAD_USER_INPUT for an instant in the future.
 */
export async function ownRecord<R extends AgencyRecord>(
  record: Class<R>,
  personId: string,
  context: AgencyContext,
  asKnownOn: Date | null = null,
): Promise<R | null> {
  const subject = readAt(context.principal, asKnownOn, context.now());
  const own = newRecord(record, subject, [personId]);
  context.disclosures.noteOwnPerson(personId);
  const known = await rowsWhere(own, AgencyPerson, 'personId', [personId], context);
  const isOwn = context.principal.excluded?.includes(personId) ?? false;
  return known.length === 0 || isOwn ? null : own;
}

/** Every record class inherits the constructor of `AgencyRecord`; the contract leaves it abstract. */
export function newRecord<R extends AgencyRecord>(record: Class<R>, ...from: ConstructorParameters<typeof AgencyRecord>): R {
  const Concrete = record as unknown as new (...from: ConstructorParameters<typeof AgencyRecord>) => R;
  return new Concrete(...from);
}
